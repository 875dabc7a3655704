package io.irodsingest.ingest.entry;

import io.irodsingest.common.job.Count;
import java.util.Optional;

/**
 * How far an entry has come in its task.
 *
 * <pre>
 * Open    to Locked       ActionExecutor, when something else has its data object open
 * Locked  to Open         SyncRun, when it begins the next round
 * Locked  to LeftToOther  ActionExecutor, when it was locked too often and another worker may be at it
 * any     to Settled      whoever finds out what became of it; the last one holds
 * </pre>
 */
sealed interface SyncState {
    Open OPEN = new Open();
    Locked LOCKED = new Locked();
    LeftToOther LEFT_TO_OTHER = new LeftToOther();

    /** It is to be brought in. */
    record Open() implements SyncState {}

    /** Something else has its data object open: it is tried again after a pause. */
    record Locked() implements SyncState {}

    /** Another worker seems to be at it: it is looked at when the task is delivered again. */
    record LeftToOther() implements SyncState {}

    /**
     * Nothing more is done for it in this task.
     *
     * @param count what it counts as
     * @param error what is wrong with it; empty when nothing is
     * @param collectionInItsPlace whether it failed because a collection is where its data object would be
     */
    record Settled(Count count, Optional<String> error, boolean collectionInItsPlace) implements SyncState {}
}
