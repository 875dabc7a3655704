package io.irodsingest.common.path;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applies regular expressions that users wrote. Some take ages on some texts, like {@code (.*a){25}b}, and take no notice of
 * interrupts: here one may look at characters of a text so often, and no more. Thread-safe.
 */
public final class Expressions {
    /** Some tenths of a second; what is sensible needs a thousandth of it for the longest path. */
    private static final long MOST_LOOKS = 20_000_000;

    /** An expression takes too long; the message says in one line which, on what, and what to do. */
    public static final class EndlessException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private EndlessException(Pattern pattern, String text) {
            super("the regular expression '" + pattern + "' takes too long on '" + text
                    + "': write it without a repetition within a repetition");
        }
    }

    private Expressions() {}

    /** Whether an expression matches from the begin of a text. @throws EndlessException when that takes too long to find out */
    public static boolean matchesBegin(Pattern pattern, String text) {
        return apply(pattern, text, Matcher::lookingAt);
    }

    /** Whether an expression is found anywhere in a text. @throws EndlessException as above */
    public static boolean isIn(Pattern pattern, String text) {
        return apply(pattern, text, Matcher::find);
    }

    /** As {@link Matcher#replaceFirst(String)}. @throws EndlessException as above */
    public static String replaceFirst(Pattern pattern, String text, String replacement) {
        return apply(pattern, text, matcher -> matcher.replaceFirst(replacement));
    }

    /** As {@link Matcher#replaceAll(String)}. @throws EndlessException as above */
    public static String replaceAll(Pattern pattern, String text, String replacement) {
        return apply(pattern, text, matcher -> matcher.replaceAll(replacement));
    }

    private static <T> T apply(Pattern pattern, String text, Function<Matcher, T> use) {
        try {
            return use.apply(pattern.matcher(new Counted(pattern, text)));
        } catch (StackOverflowError tooDeep) {
            throw new EndlessException(pattern, text);
        }
    }

    /** A text that may be looked at so often. */
    private static final class Counted implements CharSequence {
        private final Pattern pattern;
        private final String text;
        private long looks;

        private Counted(Pattern pattern, String text) {
            this.pattern = pattern;
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new EndlessException(pattern, text);
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
