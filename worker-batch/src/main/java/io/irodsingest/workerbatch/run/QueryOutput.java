package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.workerbatch.output.TemporaryFiles;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Output files of a slow query while it is answered: in a directory of its own, which is gone afterwards. Thread-safe. */
final class QueryOutput implements AutoCloseable {
    /** More names than a person would give. */
    private static final int MOST_FILES = 100;

    private final String answer = UUID.randomUUID().toString();
    private final long most;
    private final Map<String, Writer> writers = new LinkedHashMap<>();
    private final TemporaryFiles temporary = new TemporaryFiles();
    private long bytes;
    private String refusal;
    private boolean closed;

    /** Takes a part of a file. */
    @FunctionalInterface
    interface PartTaker {
        void take(String field, byte[] compressed) throws InterruptedException;
    }

    /** @param most bytes of all files together */
    QueryOutput(long most) {
        this.most = most;
    }

    /** As {@link io.irodsingest.handlerapi.batch.QueryContext#output}. */
    synchronized Writer open(String name) throws IOException {
        if (closed) {
            throw new IOException("the query is over");
        }
        if (name == null || !QueryFile.isName(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of an output file: up to 100 letters, digits and . - _");
        }
        if (writers.containsKey(name)) {
            throw new IllegalStateException("output file " + name + " was asked for before");
        }
        if (writers.size() >= MOST_FILES) {
            throw new IllegalStateException("a query may have " + MOST_FILES + " output files");
        }
        Writer writer = new BufferedWriter(new OutputStreamWriter(
                new Counted(Files.newOutputStream(temporary.file(name))), StandardCharsets.UTF_8));
        writers.put(name, writer);
        return writer;
    }

    /** Refuses what is too much, also when the processor does not mind. */
    private synchronized void count(int more) throws IOException {
        bytes += more;
        if (closed) {
            throw new IOException("the query is over");
        }
        if (bytes > most) {
            refusal = "its output files have more than " + most + " bytes, which is the most that a worker keeps";
            throw new IOException(refusal);
        }
    }

    /** Why the files cannot be kept; empty when they can. */
    synchronized Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Ends the files. */
    synchronized void finish() throws IOException {
        for (Writer writer : writers.values()) {
            writer.close();
        }
    }

    /** Hands over the parts of all files. @return the files, for the index */
    List<QueryFile> hand(PartTaker taker) throws IOException, InterruptedException {
        List<QueryFile> files = new ArrayList<>();
        for (String name : List.copyOf(writers.keySet())) {
            QueryFile file = new QueryFile(name, answer, 0, 0);
            int parts = 0;
            long size = 0;
            try (InputStream in = Files.newInputStream(temporary.file(name))) {
                for (byte[] part = in.readNBytes(QueryFile.PART_BYTES); part.length > 0; part = in
                        .readNBytes(QueryFile.PART_BYTES)) {
                    taker.take(file.field(parts), QueryFile.compressed(part));
                    parts++;
                    size += part.length;
                }
            }
            files.add(new QueryFile(name, answer, parts, size));
        }
        return files;
    }

    /** Takes the directory away. What is still written fails. */
    @Override
    public synchronized void close() {
        closed = true;
        temporary.close();
    }

    private final class Counted extends FilterOutputStream {
        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
            out.write(one);
        }

        @Override
        public void write(byte[] all, int from, int length) throws IOException {
            count(length);
            out.write(all, from, length);
        }
    }
}
