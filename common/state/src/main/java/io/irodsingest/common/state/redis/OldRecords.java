package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.EncodedTask;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What records mean that do not say it: they were written by versions that knew one kind of work, which was to bring entries in. The
 * scripts have such a list too ({@code OLD} in {@code shared.lua}).
 */
final class OldRecords {
    private static final Lane BEGIN = new Lane("restart");
    /** Names of notes and fields by now, to those that they had. */
    private static final Map<String, String> NAMES = Map.of("removals", "gone", "retryable", "again",
            "registeredBefore", "base");
    /** The task that a pass begins with. */
    static final EncodedTask FIRST = EncodedTask.plain("StartPass", BEGIN);
    /** The task that hands out again what failed. */
    static final EncodedTask RETRY = EncodedTask.plain("RetryFailures", BEGIN);

    private OldRecords() {}

    /** The names under which a field may stand. */
    static Set<String> names(String name) {
        return Set.of(name, NAMES.get(name));
    }

    /** What a field of a record says, under the name that it has by now or under the one that it had; null when it is absent. */
    static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null ? fields.get(NAMES.get(name)) : value;
    }

    /** Where a note stands of a job whose record was written by such a version; empty when such versions had no such note. */
    static Optional<String> note(Keys keys, String jobId, String name) {
        return Optional.ofNullable(NAMES.get(name)).map(old -> keys.job(jobId) + ':' + old);
    }
}
