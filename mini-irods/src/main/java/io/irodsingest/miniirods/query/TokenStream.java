package io.irodsingest.miniirods.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of one text with a place in it. */
final class TokenStream {
    /** GenQuery2 reserves these, whether it has a use for them or not. */
    private static final Set<String> KEYWORDS = Set.of(
            "select", "where", "like", "in", "between", "distinct", "order", "by", "asc", "desc", "offset", "limit",
            "fetch", "first", "rows", "only", "case", "when", "else", "end", "group", "having", "exists", "is", "null",
            "not", "and", "or", "cast", "as");

    /** Far beyond what a person writes, far below what a thread's stack holds. */
    private static final int MAX_DEPTH = 200;

    private final List<Token> tokens;
    private int position;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    boolean at(String keywordOrSymbol) {
        return peek().is(keywordOrSymbol);
    }

    boolean accept(String keywordOrSymbol) {
        if (at(keywordOrSymbol)) {
            position++;
            return true;
        }
        return false;
    }

    void expect(String... keywordsOrSymbols) throws QueryException {
        for (String expected : keywordsOrSymbols) {
            if (!accept(expected)) {
                throw unexpected("[" + expected + "]");
            }
        }
    }

    String expect(Token.Kind kind) throws QueryException {
        if (peek().kind() != kind) {
            throw unexpected(kind.name().toLowerCase(Locale.ROOT));
        }
        return tokens.get(position++).text();
    }

    String identifier() throws QueryException {
        if (KEYWORDS.contains(peek().text().toLowerCase(Locale.ROOT))) {
            throw unexpected("a name");
        }
        return expect(Token.Kind.WORD);
    }

    /** To be called at the begin of what may stand within itself. */
    void enter() throws QueryException {
        if (++depth > MAX_DEPTH) {
            throw new QueryException(Status.SYS_LIBRARY_ERROR, "nested too deep");
        }
    }

    void leave() {
        depth--;
    }

    QueryException unexpected(String wanted) {
        return new QueryException(
                Status.SYS_LIBRARY_ERROR, "syntax error: [" + peek().text() + "] where " + wanted + " is due");
    }
}
