package io.irodsingest.workerbatch.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.workerbatch.PluginJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators put into the directory of plug-ins, and what the worker says of it at its start. */
class ProcessorRegistryTest {
    private static final String OK = "public RowResult process(Row row, BatchContext context) { return"
            + " RowResult.success(); }";

    @TempDir
    private Path directory;

    @Test
    void processorsOfJarsAndOfTheClassPathAreOffered() throws Exception {
        new PluginJars(directory).rows("Tagger", "lab", "Tag", OK).make("lab.jar");

        ProcessorRegistry registry = load();

        assertThat(new Applications(registry, Map.of()).offers()).contains("batch irods avu", "query irods report")
                .filteredOn(offer -> !offer.contains(" irods ")).containsExactly("batch lab tag", "batch sample chunks",
                        "batch sample echo", "batch sample rows", "query sample ask");
        assertThat(registry.find(new Processor("lab", "TAG"), LoadedProcessor.OfRows.class)).isPresent();
        assertThat(registry.find(new Processor("lab", "tag"), LoadedProcessor.OfQuery.class)).as("it is for batches")
                .isEmpty();
    }

    @Test
    void aJarSeesNothingOfTheWorker() throws Exception {
        new PluginJars(directory).rows("Curious", "lab", "look", OK + " public Curious() throws Exception {"
                + " Class.forName(\"io.irodsingest.common.worker.Worker\"); }").make("curious.jar");

        refused("the constructor of Curious (curious.jar) failed: ClassNotFoundException:"
                + " io.irodsingest.common.worker.Worker");
    }

    @Test
    void theSameOperationTwiceIsRefusedWithBothNames() throws Exception {
        new PluginJars(directory).rows("One", "lab", "tag", OK).make("a.jar");
        new PluginJars(directory).rows("Two", "lab", "TAG", OK).make("b.jar");

        refused("lab tag is there twice: One (a.jar) and Two (b.jar)");
    }

    @Test
    void aQueryAndABatchOfOneNameClash() throws Exception {
        new PluginJars(directory).rows("Rows", "sample", "ask", OK).make("a.jar");

        refused("sample ask is there twice: io.irodsingest.workerbatch.sample.SampleQuery (the class path) and Rows"
                + " (a.jar)");
    }

    @Test
    void twoInitializersOfOneApplicationAreRefusedWithBothNames() throws Exception {
        for (String name : new String[]{"A", "B"}) {
            new PluginJars(directory).rows("Rows" + name, "lab", "tag" + name, OK)
                    .with("Initializer", "Opens" + name, "public class Opens" + name + " implements Initializer {"
                            + " public String app() { return \"lab\"; } public AutoCloseable open(Map<String, String>"
                            + " settings) { return () -> {}; } }")
                    .make(name + ".jar");
        }

        refused("the initializer of lab is there twice: OpensA (A.jar) and OpensB (B.jar)");
    }

    @Test
    void whatCannotBeHadIsToldInALine() throws Exception {
        Path jar = Files.writeString(directory.resolve("x.jar"), "no jar at all");
        refused("x.jar is no jar, or an empty one");

        Files.delete(jar);
        new PluginJars(directory).with("", "Lonely", "public class Lonely {}").make("x.jar");
        refused("x.jar has no processor", "META-INF/services/io.irodsingest.handlerapi.batch.BatchProcessor");

        new PluginJars(directory).naming("BatchProcessor", "Missing").make("x.jar");
        refused("x.jar: ", "Missing not found");

        new PluginJars(directory).with("BatchProcessor", "Other", "public class Other {}").make("x.jar");
        refused("x.jar: ", "Other not a subtype");

        new PluginJars(directory).rows("Throws", "lab", "tag", OK + " public Throws() { throw new"
                + " IllegalStateException(\"no licence\"); }").make("x.jar");
        refused("the constructor of Throws (x.jar) failed: IllegalStateException: no licence");

        new PluginJars(directory).rows("Odd", "lab one", "tag", OK).make("x.jar");
        refused("Odd (x.jar): app 'lab one' is no name");

        new PluginJars(directory).with("BatchProcessor", "Null", "public class Null implements BatchProcessor {"
                + " public String app() { return null; } public String op() { return \"x\"; } }").make("x.jar");
        refused("Null (x.jar): app is missing");
    }

    @Test
    void aDirectoryThatEverybodyMayWriteToIsRefused() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused("can be written by everybody", "chmod o-w");

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = new PluginJars(directory).rows("Tagger", "lab", "Tag", OK).make("lab.jar");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        refused("lab.jar can be written by everybody");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThatExceptionOfType(InvalidPluginException.class)
                .isThrownBy(() -> ProcessorRegistry.load(Optional.of(directory.resolve("none"))))
                .withMessageContaining("cannot be read").withMessageContaining("none");
    }

    private ProcessorRegistry load() throws Exception {
        return ProcessorRegistry.load(Optional.of(directory));
    }

    private void refused(String... words) {
        assertThatExceptionOfType(InvalidPluginException.class).isThrownBy(this::load)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words).doesNotContain("\n"));
    }
}
