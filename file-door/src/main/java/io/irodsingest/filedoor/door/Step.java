package io.irodsingest.filedoor.door;

/** What a door does to files, directories and objects, one step after the other; between any two of them it may be killed. */
enum Step {
    CLAIM_DIRECTORY_MADE, CLAIM_LOCKED, CLAIMED, DIGESTED, CHECKED, ROWS_KEPT, REGISTERED, SUBMITTED, PENDING_NOTED, REPORTED, MOVED_TO_DONE, MOVED_AS_REPEAT, UNREGISTERED, LINKED_TO_REJECTED, COMPLAINTS_WRITTEN, UNLINKED, ROWS_DELETED, LOCK_DELETED, RELEASED, RESULTS_FETCHED, RESULTS_SHOWN, OUTCOME_REPORTED, PENDING_DELETED, DOWNLOADED, BATCH_REGISTERED, COPIED_TO_DONE, COPIED_AS_REPEAT, COPIED_TO_REJECTED, ORIGINAL_DELETED;

    /** Is told of each step when it is done. */
    @FunctionalInterface
    interface Listener {
        Listener NONE = step -> {};

        void done(Step step);
    }
}
