package io.irodsingest.common.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every job must fulfil, whoever sends it and whatever its work is. */
final class JobRules {
    private static final int LONGEST_NAME = 200;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\s][^\\p{Cntrl}/]*");

    private JobRules() {}

    static void checkName(String name) {
        if (!isName(name)) {
            throw new InvalidJobException("job name '" + name + "' is not usable: 1 to " + LONGEST_NAME
                    + " characters, no slash, no control characters, no leading space");
        }
    }

    static void check(Optional<Duration> interval, Map<Lane, String> queues) {
        if (interval.isPresent() && interval.get().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidJobException("the interval must be at least one second");
        }
        queues.values().stream().filter(queue -> !isName(queue)).findFirst().ifPresent(queue -> {
            throw new InvalidJobException("'" + queue + "' is no name of a queue");
        });
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }
}
