package io.irodsingest.batchtasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides rows into chunks as they come, whose number nobody knows: the first chunks are small, so that a small batch is divided among
 * workers too, and later ones grow with what came before. Not thread-safe.
 */
public final class Chunking {
    /** Rows of the first chunks; as many as Alya works on at a time. */
    public static final int FEWEST = 10;
    public static final int MOST = 1_000;
    /** Characters of JSON in a chunk, unless one row has more. */
    private static final int MOST_CHARACTERS = 256 * 1024;
    /** So many chunks of a size come before larger ones. */
    private static final int SHARES = 64;

    private List<BatchRow> open = new ArrayList<>();
    private long characters;
    private long before;

    /** @return the chunk that is complete without this row */
    public Optional<List<BatchRow>> add(BatchRow row) {
        boolean full = !open.isEmpty()
                && (open.size() >= size() || characters + row.json().length() > MOST_CHARACTERS);
        Optional<List<BatchRow>> complete = full ? rest() : Optional.empty();
        open.add(row);
        characters += row.json().length();
        return complete;
    }

    private long size() {
        return Math.clamp(before / SHARES, FEWEST, MOST);
    }

    /** The last chunk; empty when no row is left. */
    public Optional<List<BatchRow>> rest() {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<BatchRow> chunk = open;
        before += chunk.size();
        open = new ArrayList<>();
        characters = 0;
        return Optional.of(chunk);
    }
}
