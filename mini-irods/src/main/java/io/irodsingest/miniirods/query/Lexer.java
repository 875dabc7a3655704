package io.irodsingest.miniirods.query;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a GenQuery2 text into tokens. */
final class Lexer {
    private static final Pattern BLANK = Pattern.compile("[ \\t\\n]+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
    private static final Pattern POSITIVE = Pattern.compile("[0-9]+");
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+");
    private static final Pattern SYMBOL = Pattern.compile("!=|<>|<=|>=|[=<>,()]");
    private static final Pattern HEX_ESCAPE = Pattern.compile("\\\\x([0-9A-Fa-f]{2})");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws QueryException {
        Lexer lexer = new Lexer(text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Token.Kind.END, ""));
        return lexer.tokens;
    }

    private void next() throws QueryException {
        if (text.charAt(position) == '\'') {
            string();
            return;
        }
        Matcher blank = at(BLANK);
        if (blank.lookingAt()) {
            position = blank.end();
            return;
        }
        boolean known = take(WORD, Token.Kind.WORD)
                || take(POSITIVE, Token.Kind.POSITIVE)
                || take(NEGATIVE, Token.Kind.NEGATIVE)
                || take(SYMBOL, Token.Kind.SYMBOL);
        if (!known) {
            throw syntaxError("invalid character [" + text.charAt(position) + "] at position " + (position + 1));
        }
    }

    private boolean take(Pattern pattern, Token.Kind kind) {
        Matcher matcher = at(pattern);
        if (matcher.lookingAt()) {
            tokens.add(new Token(kind, matcher.group()));
            position = matcher.end();
            return true;
        }
        return false;
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length());
    }

    /** Two quotes are one, \xHH is a byte of the UTF-8 text; nothing else is special. */
    private void string() throws QueryException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        position++;
        while (true) {
            int end = position;
            while (end < text.length() && text.charAt(end) != '\'' && text.charAt(end) != '\\') {
                end++;
            }
            bytes.put(text.substring(position, end).getBytes(StandardCharsets.UTF_8));
            position = end;
            if (position == text.length()) {
                throw syntaxError("a string is not closed");
            }
            if (text.startsWith("''", position)) {
                bytes.put((byte) '\'');
                position += 2;
            } else if (text.charAt(position) == '\'') {
                position++;
                tokens.add(new Token(Token.Kind.STRING, decode(bytes.flip())));
                return;
            } else {
                backslash(bytes);
            }
        }
    }

    private void backslash(ByteBuffer bytes) {
        Matcher escape = at(HEX_ESCAPE);
        if (escape.lookingAt()) {
            bytes.put((byte) HexFormat.fromHexDigits(escape.group(1)));
            position = escape.end();
        } else {
            bytes.put((byte) '\\');
            position++;
        }
    }

    private static String decode(ByteBuffer bytes) throws QueryException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw syntaxError("a string is not UTF-8");
        }
    }

    private static QueryException syntaxError(String message) {
        return new QueryException(Status.SYS_LIBRARY_ERROR, message);
    }
}
