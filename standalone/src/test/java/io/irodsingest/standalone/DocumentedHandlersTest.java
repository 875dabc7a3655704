package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.standalone.Catalog.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/event-handlers.md do what they say. */
@Timeout(180)
class DocumentedHandlersTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path EXAMPLES = DOCS.resolve("examples/event-handlers");

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;
    private Catalog catalog;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectories(directory.resolve("source"));
        Files.createDirectories(source.resolve("archive/2024"));
        Files.writeString(source.resolve("a b*.txt"), "text");
        Files.writeString(source.resolve("run.log"), "line\n");
        Files.writeString(source.resolve("archive/2024/old"), "old");
        Files.writeString(source.resolve("half.part"), "ha");
        cluster = TestCluster.start(directory.resolve("vault"), 2);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterEach
    void end() throws IOException {
        catalog.close();
        cluster.close();
    }

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleWorks(String name) throws Exception {
        assumeTrue(!name.endsWith(".py") || PythonHandlersTest.havePython());
        JobView job = run(name);

        assertThat(job.state()).as(job.toString()).isEqualTo("COMPLETED");
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        switch (name) {
            case "operations.yaml", "retries.yaml" -> assertThat(replicas).hasSize(4);
            case "paths.yaml" -> {
                assertThat(replicas.get(TARGET + "/archive/2024/old").physicalPath()).isEqualTo("/tape/year-2024/old");
                assertThat(replicas.get(TARGET + "/run.log").physicalPath()).isEqualTo("/export/data/run.log");
            }
            case "path-template.yaml" -> assertThat(replicas.get(TARGET + "/run.log").physicalPath())
                    .isEqualTo("/import" + source.resolve("run.log"));
            case "names.yaml" -> assertThat(replicas.keySet()).filteredOn(path -> path.contains("/a.b_.txt"))
                    .hasSize(1);
            case "metadata.yaml" -> {
                assertThat(catalog.metadata(TARGET + "/run.log")).extracting(List::getFirst)
                        .containsExactlyInAnyOrder("source_mtime", "source");
                assertThat(catalog.collectionMetadata(TARGET + "/archive"))
                        .containsExactly(List.of("ingest_job", job.jobName() + " from " + source, ""));
            }
            case "Overrides.java" -> {
                assertThat(replicas).hasSize(4);
                assertThat(job.count("uploaded")).isEqualTo(4);
            }
            case "Hooks.java" -> assertThat(notes()).containsExactlyInAnyOrder("preJob", "postJob",
                    "preDataObjCreate", "postDataObjCreate", "preCollCreate", "postCollCreate");
            case "SkipUnfinished.java" -> {
                assertThat(replicas).doesNotContainKey(TARGET + "/half.part").hasSize(3);
                assertThat(job.count("skipped")).isEqualTo(1);
            }
            case "Tagging.py" -> {
                assertThat(job.count("uploaded")).isEqualTo(4);
                assertThat(catalog.metadata(TARGET + "/run.log")).extracting(avu -> avu.get(0) + ' ' + avu.get(2))
                        .containsExactly("owner uid");
            }
            default -> throw new AssertionError("nothing is said here about what " + name + " does");
        }
    }

    @Test
    void everyExampleIsInTheDocumentation() throws Exception {
        String text = Files.readString(DOCS.resolve("event-handlers.md"));

        assertThat(examples()).isNotEmpty().allSatisfy(
                name -> assertThat(text).contains("(examples/event-handlers/" + name + ")"));
    }

    private List<String> notes() throws Exception {
        return catalog.collectionMetadata(TARGET + "-journal").stream().map(List::getFirst).distinct().toList();
    }

    private JobView run(String example) throws Exception {
        return cluster
                .run(TestCluster.job(source, TARGET).eventHandler(EventHandlerFiles.read(EXAMPLES.resolve(example))));
    }
}
