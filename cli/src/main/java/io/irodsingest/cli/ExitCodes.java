package io.irodsingest.cli;

/** What the command line's exit codes mean. */
public final class ExitCodes {
    public static final int OK = 0;
    /** It could not be done, or something in the job failed. */
    public static final int FAILURE = 1;
    public static final int WRONG_USE = 2;

    private ExitCodes() {}
}
