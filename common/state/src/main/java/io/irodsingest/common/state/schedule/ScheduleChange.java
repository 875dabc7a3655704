package io.irodsingest.common.state.schedule;

import io.irodsingest.common.state.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of a schedule that was read before.
 *
 * @param id of this change, by which it is recognised when it is applied twice
 * @param before as it was read
 * @param after what is kept from now on
 * @param notBefore by the clock of Redis; empty for at any time
 * @param runs new ones, and known ones with another document, in the order of their entries. The first new one follows the last one of
 *        the log
 * @param attachment what is kept beside the document from now on, the empty text for nothing; empty leaves it as it is
 */
public record ScheduleChange(String id, StoredSchedule before, ScheduleContent after, Optional<Instant> notBefore,
        List<StoredRun> runs, Optional<String> attachment) {
    public ScheduleChange {
        runs = List.copyOf(runs);
    }

    /** A change with an id of its own, which leaves the attachment as it is. */
    public ScheduleChange(StoredSchedule before, ScheduleContent after, Optional<Instant> notBefore,
            List<StoredRun> runs) {
        this(Ids.nonce(), before, after, notBefore, runs, Optional.empty());
    }

    public ScheduleChange withAttachment(String text) {
        return new ScheduleChange(id, before, after, notBefore, runs, Optional.of(text));
    }
}
