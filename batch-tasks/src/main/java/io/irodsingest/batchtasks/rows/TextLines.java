package io.irodsingest.batchtasks.rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text in UTF-8, of which one at a time is in memory, and none that is too long. Not thread-safe. */
final class TextLines {
    private static final int STEP = 32 << 10;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] read = new byte[STEP];
    private int from;
    private int to;
    private long number;

    TextLines(InputStream in) {
        this.in = in;
    }

    /** How many lines were told: the number of the last one. */
    long number() {
        return number;
    }

    /**
     * The next line with the line feed at its end, which the last one need not have; empty at the end of the text.
     *
     * @throws InvalidRowException when it is too long, or no UTF-8
     */
    Optional<String> next() throws IOException {
        number++;
        line.reset();
        boolean complete = false;
        while (!complete && (from < to || fill())) {
            int end = from;
            while (end < to && read[end] != '\n') {
                end++;
            }
            complete = end < to;
            end += complete ? 1 : 0;
            if (line.size() + end - from > RowReader.MOST_BYTES) {
                throw tooLong(number);
            }
            line.write(read, from, end - from);
            from = end;
        }
        if (line.size() == 0) {
            number--;
            return Optional.empty();
        }
        return Optional.of(text());
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(read));
        return to > 0;
    }

    private String text() {
        try {
            String text = utf8.decode(ByteBuffer.wrap(line.toByteArray())).toString();
            return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            throw InvalidRowException.of(number, "not UTF-8; save the file in this encoding");
        }
    }

    static InvalidRowException tooLong(long line) {
        return InvalidRowException.of(line, "a row has at most " + RowReader.MOST_BYTES + " bytes").asLast();
    }
}
