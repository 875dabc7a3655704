package io.irodsingest.cli;

/** A command cannot do what was asked. The message is for the user: one line that says what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked cannot be done now. */
    public static CommandException failure(String message) {
        return new CommandException(ExitCodes.FAILURE, message);
    }

    /** What was asked can never be done: the arguments are wrong. */
    public static CommandException wrongUse(String message) {
        return new CommandException(ExitCodes.WRONG_USE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
