package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event handler that writes each call down. When so many bytes are written as the limit says, post hooks wait until it is
 * another, and leave a sign of their process, so that a test can kill a worker whose threads are all in hooks that have had no
 * effect yet.
 */
final class Recorder {
    private static final String SOURCE = """
            import io.irodsingest.handlerapi.*;
            import java.nio.file.*;
            import java.util.UUID;

            public class Recording implements EventHandler {
                private static final Path DIRECTORY = Path.of("@DIRECTORY@");

                private static void note(String event, String path) throws Exception {
                    Files.writeString(DIRECTORY.resolve("calls"), event + " " + path + "\\n",
                            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }

                private static String limit() throws Exception {
                    return Files.readString(DIRECTORY.resolve("limit"));
                }

                private static void waitAtLimit() throws Exception {
                    String limit = limit();
                    Path calls = DIRECTORY.resolve("calls");
                    if ((Files.exists(calls) ? Files.size(calls) : 0) >= Long.parseLong(limit)) {
                        Files.createFile(DIRECTORY.resolve("waiting").resolve(
                                limit + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
                        while (limit().equals(limit)) {
                            Thread.sleep(10);
                        }
                    }
                }

                private static void after(String event, Entry entry) throws Exception {
                    waitAtLimit();
                    note(event, entry.targetPath());
                }

                @Override
                public void preJob(Job job, Session session) throws Exception {
                    note("preJob", job.target());
                }

                @Override
                public void postJob(Job job, Session session) throws Exception {
                    note("postJob", job.target());
                }

                @Override
                public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    note("pre", entry.targetPath());
                }

                @Override
                public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    after("post", entry);
                }

                @Override
                public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
                    after("collection", entry);
                }

                @Override
                public void preDataObjDelete(Job job, Entry entry, Session session) throws Exception {
                    note("preDelete", entry.targetPath());
                }

                @Override
                public void postDataObjDelete(Job job, Entry entry, Session session) throws Exception {
                    after("postDelete", entry);
                }

                @Override
                public void preCollDelete(Job job, Entry entry, Session session) throws Exception {
                    note("preCollDelete", entry.targetPath());
                }

                @Override
                public void postCollDelete(Job job, Entry entry, Session session) throws Exception {
                    after("postCollDelete", entry);
                }
            }
            """;

    private final Path directory;

    /** Its post hooks do not wait at first. */
    Recorder(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("Recording.java"), SOURCE.replace("@DIRECTORY@", directory.toString()));
        Files.createDirectory(directory.resolve("waiting"));
        limit(Long.MAX_VALUE);
    }

    EventHandlerFile handler() {
        return EventHandlerFiles.read(directory.resolve("Recording.java"));
    }

    /** After how many bytes of noted calls post hooks wait. */
    void limit(long bytes) throws IOException {
        Path next = Files.writeString(directory.resolve("next limit"), Long.toString(bytes));
        Files.move(next, directory.resolve("limit"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many threads of a process wait at the limit. */
    long waitingOf(JvmProcess process) throws IOException {
        try (Stream<Path> signs = Files.list(directory.resolve("waiting"))) {
            String sign = Files.readString(directory.resolve("limit")) + '-' + process.pid() + '-';
            return signs.filter(file -> file.getFileName().toString().startsWith(sign)).count();
        }
    }

    /** The target paths that an event was noted of. */
    List<String> calls(String event) throws IOException {
        return lines().stream().filter(line -> line.startsWith(event + ' '))
                .map(line -> line.substring(event.length() + 1)).toList();
    }

    /** All that was noted: event and target path. */
    List<String> lines() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    void forget() throws IOException {
        Files.deleteIfExists(directory.resolve("calls"));
    }
}
