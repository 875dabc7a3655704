package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.BatchClient.Parameters;
import io.irodsingest.cli.command.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which batches or slow queries are wanted. */
final class ListOptions {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");

    @Option(names = "--app", paramLabel = "APP", description = "Only those of this application")
    private Optional<String> app = Optional.empty();

    @Option(names = "--op", paramLabel = "OP", description = "Only those of this operation")
    private Optional<String> op = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", split = ",", description = "Only those in one of these: wait, queued, inprogress, success, failed, aborted")
    private List<String> statuses = List.of();

    @Option(names = "--younger-than", paramLabel = "AGE", description = "Only those that were submitted within this time, like 90s, 30m, 12h or 7d")
    private Optional<String> youngerThan = Optional.empty();

    @Option(names = "--older-than", paramLabel = "AGE", description = "Only those that were submitted before this time")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", converter = Numbers.Positive.class, description = "Show N at most, up to 1000. Default: 100")
    private int limit = 100;

    @Option(names = "--after", paramLabel = "PLACE", description = "Begin behind a page, at the place that was told at its end")
    private Optional<String> after = Optional.empty();

    Parameters parameters() {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        wanted.put("limit", List.of(String.valueOf(limit)));
        app.ifPresent(name -> wanted.put("app", List.of(name)));
        op.ifPresent(name -> wanted.put("op", List.of(name)));
        if (!statuses.isEmpty()) {
            wanted.put("status", List.of(String.join(",", statuses)));
        }
        youngerThan.ifPresent(age -> wanted.put("since", List.of(before("--younger-than", age))));
        olderThan.ifPresent(age -> wanted.put("until", List.of(before("--older-than", age))));
        after.ifPresent(place -> wanted.put("after", List.of(place)));
        return new Parameters(wanted);
    }

    private static String before(String option, String age) {
        Matcher parts = AGE.matcher(age.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw CommandException.wrongUse(option + " '" + age + "' is no age like 90s, 30m, 12h or 7d");
        }
        long number = Long.parseLong(parts.group(1));
        Duration length = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Instant.now().minus(length).toString();
    }
}
