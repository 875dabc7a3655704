package io.irodsingest.common.handler;

import io.irodsingest.common.handler.python.PythonException;
import java.util.Optional;

/** One line about what users' code threw, which may be of classes of theirs and misbehave itself. */
public final class Throwables {
    private static final int LONGEST = 500;

    private Throwables() {}

    /** Class and message, like {@code IllegalStateException: no such sample}. */
    public static String describe(Throwable thrown) {
        if (thrown instanceof AnswerChecks.BadAnswerException || thrown instanceof PythonException) {
            return message(thrown);
        }
        Throwable cause = thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        String prefix = cause == thrown ? "" : "ExceptionInInitializerError: ";
        return oneLine(
                prefix + cause.getClass().getSimpleName() + ownWords(cause).map(words -> ": " + words).orElse(""));
    }

    /** The message, or the class when there is none. */
    public static String message(Throwable thrown) {
        return oneLine(ownWords(thrown).orElseGet(() -> thrown.getClass().getSimpleName()));
    }

    private static Optional<String> ownWords(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getMessage()).filter(words -> !words.isBlank());
        } catch (Throwable misbehaving) {
            return Optional.empty();
        }
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
