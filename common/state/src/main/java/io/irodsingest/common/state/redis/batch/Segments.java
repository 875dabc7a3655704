package io.irodsingest.common.state.redis.batch;

import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How segments stand in Redis: their components, with spaces between. Pure. */
final class Segments {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    /** A newer version may say more behind it. */
    private static final Pattern FORM = Pattern.compile("(\\S+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)(?: .*)?");

    private Segments() {}

    /** @throws IllegalArgumentException when it is no token */
    static String token(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("'" + token + "' is no token of rows");
        }
        return token;
    }

    /** The components of one, in the order in which {@code append.lua} wants them. */
    static List<Object> components(Segment segment) {
        return List.of(token(segment.token()), segment.chunks(), segment.rows(), segment.firstLine(),
                segment.lastLine(), segment.bytes());
    }

    /** @param answer the bytes of pages, and the segments */
    static BatchContent content(List<Object> answer) {
        return new BatchContent(
                answer.stream().skip(1).map(ScriptAnswers::text).map(Segments::segment).toList(),
                ScriptAnswers.number(answer.getFirst()));
    }

    private static Segment segment(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new UnreadableRecordException("a segment of a batch", "it is '" + text + "'",
                    new IllegalArgumentException(text));
        }
        return new Segment(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)), Long.parseLong(parts.group(5)), Long.parseLong(parts.group(6)));
    }
}
