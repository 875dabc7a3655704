package io.irodsingest.common.state.redis;

/** Which names are wanted: a whole one, or with a {@code *} at its end, all that begin so. */
record NamePattern(String text) {
    /** Behind every name that is a part of it, and in none. */
    private static final char END_OF_NAME = '\n';
    /** Not before any character of a name. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private boolean isBeginning() {
        return text.endsWith("*");
    }

    private String name() {
        return isBeginning() ? text.substring(0, text.length() - 1) : text;
    }

    boolean matches(String name) {
        return isBeginning() ? name.startsWith(name()) : name.equals(text);
    }

    /** The begin of the range of named jobs. */
    String first() {
        return '[' + name() + (isBeginning() ? "" : END_OF_NAME);
    }

    /** The end of the range of named jobs. */
    String last() {
        return '[' + name() + (isBeginning() ? LAST : END_OF_NAME + LAST);
    }
}
