package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors on one directory, at the same time. */
class TwoDoorsTest {
    private static final int CONTENTS = 40;
    private static final int COPIES = 3;
    private static final int DOORS = 3;

    @TempDir
    Path directory;

    @Test
    void everyContentIsRunOnceAndNoFileIsLost() throws Exception {
        try (DroppedFiles dropped = new DroppedFiles(directory);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int content = 0; content < CONTENTS; content++) {
                for (int copy = 0; copy < COPIES; copy++) {
                    dropped.drop(content + "-" + copy + ".csv", "path\n/z/" + content + '\n');
                }
            }
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < DOORS; i++) {
                Door door = dropped.door("csv");
                running.add(threads.submit(() -> {
                    while (!over.get()) {
                        dropped.pass(DroppedFiles.SETTLE);
                        door.round();
                    }
                    return null;
                }));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> isOver(dropped));
            over.set(true);
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(dropped.orchestrator.batches()).hasSize(CONTENTS)
                    .allSatisfy((id, batch) -> assertThat(batch.count()).isEqualTo(1));
            assertThat(dropped.files().stream().filter(file -> file.contains(".again-of-")))
                    .hasSize(CONTENTS * (COPIES - 1));
            assertThat(dropped.isIdle()).isTrue();
        }
    }

    /** Each content has its file, its report and its results, and its copies. */
    private static boolean isOver(DroppedFiles dropped) throws IOException {
        try {
            return dropped.files().size() == CONTENTS * (COPIES + 2)
                    && dropped.files().stream().allMatch(file -> file.startsWith("done/")) && dropped.isIdle();
        } catch (UncheckedIOException moving) {
            return false;
        } catch (NoSuchFileException moving) {
            return false;
        }
    }
}
