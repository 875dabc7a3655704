package io.irodsingest.ingesttasks;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Deflated;
import java.util.List;

/** A part of a list of paths, as it lies in Redis: a line for each path in its printable form, all of it compressed. Pure. */
public final class PathListPart {
    private static final String END = "\n";

    private PathListPart() {}

    /** @param paths relative to the job's source */
    public static byte[] encode(List<RawPath> paths) {
        return Deflated.of(paths.stream().map(path -> path.encoded() + END));
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    public static List<RawPath> decode(byte[] part) {
        return Deflated.text(part).lines().map(RawPath::parse).toList();
    }
}
