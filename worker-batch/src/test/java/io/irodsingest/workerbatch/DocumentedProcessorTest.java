package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project of docs/batch-processors.md is compiled as it says there, and does what it says. */
class DocumentedProcessorTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "batch-processors.md");

    @TempDir
    private Path directory;

    @Test
    void theTenLinesWork() throws Exception {
        String document = Files.readString(DOCUMENT);
        String source = block(document, "java");
        assertThat(source.lines()).hasSize(10);
        Files.writeString(directory.resolve("Tag.java"), source);
        handlerApi(directory.resolve("handler-api.jar"));
        run(block(document, "sh"));
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.move(directory.resolve("lab.jar"), plugins.resolve("lab.jar"));
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.worker(Optional.of(plugins));
            String batch = cluster.submit(new BatchSpec(new Processor("lab", "tag"), false, Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(1)), Optional.empty()),
                    row("/tempZone/home/rods"), row("/tempZone/home/rods"), row("/tempZone/home/rods/none"));

            assertThat(BatchClient.counts(cluster.ended(batch))).as("what is there already is no error")
                    .containsExactly(3L, 2L, 1L);
        }
    }

    private static String row(String path) {
        return "{\"path\":\"" + path + "\",\"sample\":\"S1\"}";
    }

    /** The first block of a language. */
    private static String block(String document, String language) {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private void run(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", script).directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, java) -> java + ':' + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** What is compiled against, as a jar, wherever this build has it. */
    private static void handlerApi(Path jar) throws Exception {
        Path from = Path.of(BatchProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(from)) {
            Files.copy(from, jar);
            return;
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(from)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(from.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
    }
}
