package io.irodsingest.ingesttasks;

/** Whether a job changes anything. */
public enum Mode {
    /** What is decided is done. */
    APPLY,
    /** What would be done is counted; nothing is changed, and nothing is remembered. */
    DRY_RUN,
    /** Source and catalog are compared, everything anew; each difference is kept among the failures. Nothing is changed. */
    CHECK;

    public boolean changesNothing() {
        return this != APPLY;
    }
}
