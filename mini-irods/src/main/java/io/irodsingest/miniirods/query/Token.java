package io.irodsingest.miniirods.query;

import java.util.Locale;

/**
 * A piece of a GenQuery2 text.
 *
 * @param text of a string the value without its quotes, else as written
 */
record Token(Kind kind, String text) {
    enum Kind {
        WORD, STRING, POSITIVE, NEGATIVE, SYMBOL, END
    }

    /** Keywords are the same in capitals; names are not. */
    boolean is(String keywordOrSymbol) {
        return switch (kind) {
            case WORD -> text.toLowerCase(Locale.ROOT).equals(keywordOrSymbol);
            case SYMBOL -> text.equals(keywordOrSymbol);
            case STRING, POSITIVE, NEGATIVE, END -> false;
        };
    }
}
