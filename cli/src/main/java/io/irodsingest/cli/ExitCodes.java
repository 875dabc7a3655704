package io.irodsingest.cli;

/** What the command line's exit codes mean. */
final class ExitCodes {
    static final int OK = 0;
    /** It could not be done, or something in the job failed. */
    static final int FAILURE = 1;
    static final int WRONG_USE = 2;

    private ExitCodes() {}
}
