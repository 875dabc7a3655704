package io.irodsingest.orchestrator.plan.trigger;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Time zones by their names. */
final class Zones {
    private static final int MOST_NEAR = 3;
    private static final int LONGEST = 60;

    private Zones() {}

    /** @throws InvalidTriggerException when there is none of the name, with those that are alike */
    static ZoneId parse(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException unknown) {
            String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
            List<String> near = near(name.strip().substring(0, Math.min(LONGEST, name.strip().length())));
            throw new InvalidTriggerException("zone '" + shown + "' is unknown: " + (near.isEmpty()
                    ? "zones have names like Europe/Berlin or UTC, or offsets like +02:00"
                    : "did you mean " + String.join(" or ", near) + "?"));
        }
    }

    private static List<String> near(String name) {
        if (ZoneId.SHORT_IDS.get(name.toUpperCase(Locale.ROOT)) instanceof String known && known.contains("/")) {
            return List.of(known);
        }
        String wanted = normal(name);
        return new TreeSet<>(ZoneId.getAvailableZoneIds()).stream()
                .filter(id -> !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .map(id -> new Scored(id, distance(wanted, id)))
                .filter(scored -> scored.distance <= Math.max(1, wanted.length() / 4))
                .sorted(Comparator.comparingInt(Scored::distance))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Zones::best));
    }

    private static List<String> best(List<Scored> sorted) {
        return sorted.stream().takeWhile(scored -> scored.distance == sorted.getFirst().distance).limit(MOST_NEAR)
                .map(Scored::id).toList();
    }

    /** To the whole name, or to the city alone when only a city was given. */
    private static int distance(String wanted, String id) {
        String whole = normal(id);
        Stream<String> forms = wanted.contains("/")
                ? Stream.of(whole)
                : Stream.of(whole, whole.substring(whole.lastIndexOf('/') + 1));
        return forms.mapToInt(form -> edits(wanted, form)).min().orElseThrow();
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /** How many characters have to be changed, added or taken away (Levenshtein). */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private record Scored(String id, int distance) {}
}
