package io.irodsingest.common.handler;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Optional;

/** Whether what an event handler answers makes sense. */
final class AnswerChecks {
    /** The same as of what a request says. */
    private static final int MOST_RETRIES = 1_000;
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

    private AnswerChecks() {}

    /** @throws BadAnswerException for null */
    static <T> T notNull(T answer) {
        if (answer == null) {
            throw new BadAnswerException("it answered null");
        }
        return answer;
    }

    static Optional<String> resource(Optional<String> answer) {
        if (notNull(answer).filter(String::isBlank).isPresent()) {
            throw new BadAnswerException("it answered an empty name; no resource is Optional.empty()");
        }
        return answer;
    }

    /** Brings a printable form into the one that is ours: more may be encoded than must be. */
    static RawPath physicalPath(String answer) {
        byte[] bytes;
        try {
            bytes = RawPath.parse(notNull(answer)).bytes();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new BadAnswerException("it answered '" + answer
                    + "': after a % belong two hexadecimal digits, a percent sign itself is %25");
        }
        RawPath path = RawPath.ofBytes(bytes);
        if (!path.encoded().startsWith("/") || path.encoded().contains("%00")) {
            throw new BadAnswerException("it answered '" + answer + "', which is no absolute path");
        }
        return path;
    }

    static Optional<User> user(Optional<User> answer) {
        notNull(answer).ifPresent(user -> {
            if (isBlank(user.name()) || isBlank(user.zone())) {
                throw new BadAnswerException("it answered a user without a name or a zone");
            }
        });
        return answer;
    }

    static int retries(int answer) {
        if (answer < 0 || answer > MOST_RETRIES) {
            throw new BadAnswerException("it answered " + answer + "; it must be from 0 to " + MOST_RETRIES);
        }
        return answer;
    }

    static Duration delay(Duration answer) {
        if (notNull(answer).isNegative()) {
            throw new BadAnswerException("it answered " + answer.toMillis() + " ms; it must not be negative");
        }
        requireAtMost(answer, LONGEST_DELAY);
        return answer;
    }

    static Duration timeout(Duration answer) {
        if (!notNull(answer).isPositive()) {
            throw new BadAnswerException("it answered " + answer.toMillis() + " ms; it must be positive");
        }
        requireAtMost(answer, LONGEST_TIMEOUT);
        return answer;
    }

    private static void requireAtMost(Duration answer, Duration most) {
        if (answer.compareTo(most) > 0) {
            throw new BadAnswerException("it answered " + answer.toSeconds() + " s; " + most.toSeconds()
                    + " s are the most");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** An answer makes no sense; the message says what was answered. */
    static final class BadAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadAnswerException(String message) {
            super(message);
        }
    }
}
