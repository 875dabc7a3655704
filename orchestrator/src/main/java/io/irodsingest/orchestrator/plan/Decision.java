package io.irodsingest.orchestrator.plan;

/** What is done with a planned run whose time has come. */
public enum Decision {
    START,
    /** The run that is going is stopped, and then this one starts. */
    REPLACE,
    /** It starts when the run that is going has ended. */
    WAIT,
    /** It is left out, and counted as skipped. */
    SKIP,
    /** It is left out, and counted as missed. */
    MISS;

    boolean starts() {
        return this == START || this == REPLACE;
    }
}
