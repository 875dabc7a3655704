package io.irodsingest.workerfilesystem;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatDirectoryTest {
    @TempDir
    private Path directory;

    /** With every name in memory it would need four times as much. */
    @Test
    void memoryDoesNotGrowWithADirectory() throws Exception {
        Program program = new Program(FlatDirectory.class.getName(), List.of("-Xmx40m"), List.of("300000"), Map.of(),
                " deletions");

        try (JvmProcess process = JvmProcess.start(program, directory.resolve("log"))) {
            assertThat(process.readyLine()).contains("300000 files", "100000 deletions");
        }
    }
}
