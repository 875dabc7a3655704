package io.irodsingest.filedoor.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a door may say of its batches besides what they are; each is called as the parameter of the admin endpoint is. */
enum BatchOption {
    MAX_FAILED, OUTPUT, QUEUE, AS_USER, ROW_TIMEOUT, MAX_RETRIES, RETRY_DELAY, TIMEOUT, MAX_PARALLEL_TASKS, MAX_REQUESTS_PER_SECOND, AT_FRONT, START_WITHIN, DEADLINE, KEEP_FOR;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(BatchOption::key).collect(Collectors.toSet());
    }

    /** What is wrong with a value, as far as can be told without the orchestrator. */
    Optional<String> problem(String value) {
        return switch (this) {
            case ROW_TIMEOUT, MAX_RETRIES, RETRY_DELAY, TIMEOUT, MAX_PARALLEL_TASKS, MAX_REQUESTS_PER_SECOND,
                    START_WITHIN, DEADLINE, KEEP_FOR ->
                value.matches("\\d{1,12}(\\.\\d{1,9})?") ? Optional.empty() : Optional.of("must be a number");
            case AT_FRONT ->
                value.matches("true|false") ? Optional.empty() : Optional.of("must be true or false");
            case MAX_FAILED -> value.matches("\\d{1,15}|\\d{1,3}(\\.\\d{1,9})?%")
                    ? Optional.empty()
                    : Optional.of("must be a number of rows, or a percentage like 5%");
            case OUTPUT, QUEUE, AS_USER -> Optional.empty();
        };
    }
}
