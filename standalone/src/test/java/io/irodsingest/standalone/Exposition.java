package io.irodsingest.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was scraped, in Prometheus' text format 0.0.4, and what is wrong with it: what {@code promtool check metrics} would say of
 * names, units, types and help, and what a server would refuse.
 */
final class Exposition {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE = Pattern
            .compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+0-9.eE]+|NaN|[+-]Inf)( -?\\d+)?");
    private static final Pattern LABEL = Pattern
            .compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\",?");
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final List<String> OTHER_UNITS = List.of("_milliseconds", "_millis", "_ms", "_microseconds",
            "_nanoseconds", "_minutes", "_hours", "_days", "_kilobytes", "_kib", "_megabytes", "_mib", "_percent");

    /** A line. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Exposition() {}

    static Exposition of(String text) {
        Exposition read = new Exposition();
        if (!text.endsWith("\n")) {
            read.problems.add("the last line has no end");
        }
        Set<String> finished = new HashSet<>();
        String current = "";
        for (String line : text.lines().toList()) {
            String family = read.line(line);
            if (!family.equals(current)) {
                finished.add(current);
                current = family;
                if (finished.contains(family)) {
                    read.problems.add("the lines of " + family + " do not stand together");
                }
            }
        }
        read.lint();
        return read;
    }

    /** Families whose names begin so. */
    Set<String> families(String prefix) {
        Set<String> found = new TreeSet<>(types.keySet());
        found.removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    String type(String family) {
        return types.get(family);
    }

    /** Names of labels of a family, without those of buckets. */
    Set<String> labels(String family) {
        Set<String> labels = new TreeSet<>();
        samples.stream().filter(sample -> family.equals(family(sample.name())))
                .forEach(sample -> labels.addAll(sample.labels().keySet()));
        if (types.get(family).equals("histogram")) {
            labels.remove("le");
        }
        return labels;
    }

    /** The sum of the samples of a name whose labels have these values. */
    double sum(String name, Map<String, String> labels) {
        return samples.stream().filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet())).mapToDouble(Sample::value)
                .sum();
    }

    /** One line for each thing that is wrong. */
    List<String> problems() {
        return problems;
    }

    /** What is ours, but for buckets. */
    @Override
    public String toString() {
        return samples.stream().filter(sample -> sample.name().startsWith("irods_ingest_"))
                .filter(sample -> !sample.name().endsWith("_bucket")).map(Sample::toString)
                .collect(Collectors.joining("\n"));
    }

    /** @return the family that the line belongs to */
    private String line(String line) {
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            Map<String, String> known = meta.group(1).equals("HELP") ? helps : types;
            if (known.put(meta.group(2), meta.group(3)) != null) {
                problems.add("a second " + meta.group(1) + " of " + meta.group(2));
            }
            return meta.group(2);
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            problems.add("not understood: " + line);
            return "";
        }
        Map<String, String> labels = labels(sample.group(1), Optional.ofNullable(sample.group(2)).orElse(""));
        Sample read = new Sample(sample.group(1), labels, value(sample.group(3)));
        if (samples.stream().anyMatch(other -> other.name().equals(read.name()) && other.labels().equals(labels))) {
            problems.add("twice: " + read.name() + labels);
        }
        samples.add(read);
        String family = family(read.name());
        if (family == null) {
            problems.add(read.name() + " has no TYPE before it");
            return read.name();
        }
        return family;
    }

    private Map<String, String> labels(String name, String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        if (end != text.length()) {
            problems.add("labels of " + name + " are not understood: " + text);
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Null when no TYPE says what the name is of. */
    private String family(String name) {
        if (types.containsKey(name)) {
            return name;
        }
        for (String suffix : List.of("_bucket", "_sum", "_count")) {
            String base = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            String type = types.getOrDefault(base, "");
            if (type.equals("histogram") || type.equals("summary") && !suffix.equals("_bucket")) {
                return base;
            }
        }
        return null;
    }

    private void lint() {
        types.forEach((family, type) -> {
            check(TYPES.contains(type), family + " is of an unknown type: " + type);
            check(!helps.getOrDefault(family, "").isBlank(), family + " has no HELP");
            check(SNAKE_CASE.matcher(family).matches(), family + " is not in snake case");
            check(family.endsWith("_total") == type.equals("counter"),
                    family + " is a " + type + ": _total is for counters, and all of them have it");
            check(type.equals("histogram") || !family.endsWith("_bucket"), family + " ends like a bucket");
            check(!family.contains("_" + type), family + " has its type in its name");
            check(OTHER_UNITS.stream().noneMatch(unit -> family.replaceFirst("_total$", "").endsWith(unit)),
                    family + " is not in seconds or bytes");
            check(samples.stream().anyMatch(sample -> family.equals(family(sample.name()))), family + " has no sample");
            if (type.equals("histogram")) {
                histogram(family);
            }
            if (type.equals("counter")) {
                samples.stream().filter(sample -> sample.name().equals(family))
                        .forEach(sample -> check(sample.value() >= 0, family + " is less than 0"));
            }
        });
        helps.keySet().forEach(family -> check(types.containsKey(family), family + " has no TYPE"));
        samples.forEach(sample -> sample.labels().keySet().forEach(label -> check(SNAKE_CASE.matcher(label).matches()
                && !label.startsWith("__"), sample.name() + " has a label " + label)));
    }

    private void histogram(String family) {
        Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (sample.name().equals(family + "_bucket")) {
                Map<String, String> labels = new TreeMap<>(sample.labels());
                check(labels.remove("le") != null, family + " has a bucket without le");
                series.computeIfAbsent(labels, key -> new ArrayList<>()).add(sample);
            }
        }
        check(!series.isEmpty(), family + " is a histogram without buckets");
        series.forEach((labels, buckets) -> {
            for (int i = 1; i < buckets.size(); i++) {
                check(limit(buckets.get(i)) > limit(buckets.get(i - 1))
                        && buckets.get(i).value() >= buckets.get(i - 1).value(),
                        family + labels + " has buckets that do not grow");
            }
            check(limit(buckets.getLast()) == Double.POSITIVE_INFINITY, family + labels + " has no bucket +Inf");
            check(buckets.getLast().value() == exactly(family + "_count", labels),
                    family + labels + " has another count than its last bucket");
            check(exactly(family + "_sum", labels) >= 0, family + labels + " has no sum");
        });
    }

    private double exactly(String name, Map<String, String> labels) {
        return samples.stream().filter(sample -> sample.name().equals(name) && sample.labels().equals(labels))
                .mapToDouble(Sample::value).findFirst().orElse(Double.NaN);
    }

    private static double limit(Sample bucket) {
        return value(bucket.labels().get("le"));
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
