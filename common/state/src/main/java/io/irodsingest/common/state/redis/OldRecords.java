package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.EncodedTask;
import java.util.List;

/** What records mean that do not say it: they were written by versions that knew one kind of work, which was to bring entries in. */
final class OldRecords {
    static final List<Lane> LANES = List.of(new Lane("restart"), new Lane("path"), new Lane("file"),
            new Lane("delete"));
    /** The task that a pass begins with. */
    static final EncodedTask FIRST = EncodedTask.plain("StartPass", LANES.getFirst());
    /** The task that hands out again what failed. */
    static final EncodedTask RETRY = EncodedTask.plain("RetryFailures", LANES.getFirst());

    private OldRecords() {}
}
