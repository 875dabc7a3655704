package io.irodsingest.common.sort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts any number of texts in little memory: what does not fit is kept in a temporary file, in sorted runs that are merged
 * when they are read. The file is in {@code java.io.tmpdir}, and is gone when the sorter is closed or the process ends. For one
 * thread.
 */
public final class Sorter implements AutoCloseable {
    /** About 6 MB, when texts are names of files. */
    public static final int IN_MEMORY = 50_000;

    private final int inMemory;
    private final List<SortedText> buffer = new ArrayList<>();
    private Runs runs;
    private long size;
    private boolean isSorted;

    public Sorter() {
        this(IN_MEMORY);
    }

    /** @param inMemory how many texts are kept in memory at most; at least 1 */
    public Sorter(int inMemory) {
        this.inMemory = inMemory;
    }

    /** @throws IOException when the temporary file cannot be written */
    public void add(SortedText text) throws IOException {
        if (buffer.size() == inMemory) {
            if (runs == null) {
                runs = new Runs();
            }
            Collections.sort(buffer);
            runs.write(buffer);
            buffer.clear();
        }
        buffer.add(text);
        isSorted = false;
        size++;
    }

    /** How many texts there are. */
    public long size() {
        return size;
    }

    /**
     * All of them in order; equal ones come as often as they were added. May be asked for several times, also before an earlier
     * answer was read to its end; nothing is added after that.
     *
     * @return throws {@link java.io.UncheckedIOException} when the temporary file cannot be read
     * @throws IOException when the temporary file cannot be read
     */
    public Iterator<SortedText> sorted() throws IOException {
        if (!isSorted) {
            Collections.sort(buffer);
            isSorted = true;
        }
        return runs == null ? Collections.unmodifiableList(buffer).iterator() : runs.mergedWith(buffer.iterator());
    }

    @Override
    public void close() {
        buffer.clear();
        if (runs != null) {
            runs.close();
        }
    }
}
