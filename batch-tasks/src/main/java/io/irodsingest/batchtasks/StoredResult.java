package io.irodsingest.batchtasks;

import java.util.List;
import java.util.Map;

/** What is noted of a row; of one that nobody has worked on, there is none. */
public sealed interface StoredResult {
    long line();

    /**
     * It is done.
     *
     * @param json one line
     * @param output text for output files, by their names
     */
    record Succeeded(long line, String json, Map<String, String> output) implements StoredResult {
        public Succeeded {
            output = Map.copyOf(output);
        }
    }

    /**
     * It failed.
     *
     * @param messages at least one
     * @param output as of {@link Succeeded}
     */
    record Failed(long line, List<String> messages, Map<String, String> output) implements StoredResult {
        public Failed {
            messages = List.copyOf(messages);
            output = Map.copyOf(output);
        }
    }

    /**
     * It was put back, and has no result yet.
     *
     * @param tries how often
     * @param reason why, the last time
     */
    record PutBack(long line, int tries, String reason) implements StoredResult {}

    /** What the row has for output files. */
    default Map<String, String> files() {
        return switch (this) {
            case Succeeded done -> done.output();
            case Failed failed -> failed.output();
            case PutBack later -> Map.of();
        };
    }

    /** Whether this is the end of the row, unless the batch is tried again. */
    default boolean isFinal() {
        return !(this instanceof PutBack);
    }
}
