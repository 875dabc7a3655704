package io.irodsingest.filedoor.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.handlerapi.batch.FileChecker;
import io.irodsingest.handlerapi.batch.RowSink;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a file, and writes its rows as they are submitted: JSON lines of {@code line} and {@code input}. Neither is in memory as a whole. */
public final class FileCheck {
    /** Complaints that are told one by one; the others are only counted. */
    public static final int MOST_COMPLAINTS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

    private FileCheck() {}

    /**
     * @param rows the file that is written
     * @throws IOException when the file cannot be read, or the rows cannot be written
     */
    public static CheckResult run(FileChecker checker, Path file, Path rows) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(rows))) {
            DigestInputStream digested = new DigestInputStream(in, Digest.sha256());
            Sink sink = new Sink(out);
            check(checker, digested, sink);
            digested.transferTo(OutputStream.nullOutputStream());
            if (sink.rows == 0 && sink.wrong == 0) {
                sink.complain(0, "there are no rows");
            }
            return new CheckResult(Digest.hexadecimal(digested.getMessageDigest()), sink.rows, sink.complaints,
                    sink.wrong);
        }
    }

    private static void check(FileChecker checker, InputStream file, Sink sink) throws IOException {
        WatchedInput input = new WatchedInput(file);
        try {
            checker.check(input, sink);
        } catch (Exception | LinkageError | StackOverflowError thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            input.rethrow();
            sink.rethrow();
            LOG.warn("the checker {} gave up", checker.getClass().getName(), thrown);
            sink.complain(0, "it cannot be checked: " + thrown);
        }
        input.rethrow();
        sink.rethrow();
    }

    /** What a checker reads. It remembers what goes wrong with that, also when the checker swallows it. */
    private static final class WatchedInput extends FilterInputStream {
        private Optional<IOException> trouble = Optional.empty();

        WatchedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException failed) {
                trouble = Optional.of(failed);
                throw failed;
            }
        }

        /** The rest of the file is read behind the checker's back. */
        @Override
        public void close() {}

        /** Read, so that they count for the digest. */
        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, 1 << 16)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        void rethrow() throws IOException {
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        }
    }

    private static final class Sink implements RowSink {
        private static final JsonFactory JSON = new JsonFactory();

        private final OutputStream out;
        private final List<Complaint> complaints = new ArrayList<>();
        private long wrong;
        private long rows;
        private long last;
        private Optional<IOException> trouble = Optional.empty();

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void row(long line, String json) throws IOException {
            if (line <= last || line > RowReader.LAST_LINE) {
                complain(line, "its number is not above " + last + ", that of the row before");
                return;
            }
            last = line;
            Optional<String> problem = problem(json);
            if (problem.isPresent()) {
                complain(line, problem.get());
                return;
            }
            byte[] text = ("{\"line\":" + line + ",\"input\":" + json.replace('\r', ' ').replace('\n', ' ') + "}\n")
                    .getBytes(StandardCharsets.UTF_8);
            if (text.length > RowReader.MOST_BYTES) {
                complain(line, "a row has at most " + RowReader.MOST_BYTES + " bytes");
                return;
            }
            rows++;
            if (wrong == 0) {
                write(text);
            }
        }

        private void write(byte[] text) throws IOException {
            try {
                out.write(text);
            } catch (IOException failed) {
                trouble = Optional.of(failed);
                throw failed;
            }
        }

        private static Optional<String> problem(String json) throws IOException {
            if (json == null) {
                return Optional.of("it has no input");
            }
            try (JsonParser parser = JSON.createParser(json)) {
                if (parser.nextToken() == null) {
                    return Optional.of("it has no input");
                }
                parser.skipChildren();
                return parser.nextToken() == null ? Optional.empty() : Optional.of("it is more than one JSON value");
            } catch (JsonProcessingException malformed) {
                return Optional.of("it is no JSON: " + malformed.getOriginalMessage().lines().findFirst().orElse(""));
            }
        }

        @Override
        public void complain(long line, String reason) {
            wrong++;
            if (complaints.size() < MOST_COMPLAINTS) {
                complaints.add(new Complaint(line, String.valueOf(reason).replaceAll("\\s+", " ")));
            }
        }

        void rethrow() throws IOException {
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        }
    }
}
