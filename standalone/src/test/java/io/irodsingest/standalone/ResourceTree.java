package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.standalone.Catalog.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose iRODS has a tree of resources, rootResc;middleResc;leafResc, and a source and a target for each test. */
abstract class ResourceTree {
    static final String CONTENT = "0123456789";
    static final long MODIFIED = 1_700_000_000L;
    static final String LEAF = "rootResc;middleResc;leafResc";

    @TempDir
    static Path directory;
    static TestCluster cluster;
    static Catalog catalog;
    static Irods irods;

    Path source;
    Path file;
    String target;
    String object;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("vault"), 4);
        catalog = Catalog.of(cluster.irods());
        irods = IrodsClients.chosen(System.getenv()).open(TestCluster.environment(cluster.irods()),
                PoolSettings.DEFAULT);
        catalog.admin("add", "resource", "rootResc", "passthru", "", "", "tempZone");
        catalog.admin("add", "resource", "middleResc", "passthru", "", "", "tempZone");
        catalog.admin("add", "resource", "leafResc", "unixfilesystem", "", "", "tempZone");
        catalog.admin("add", "childtoresc", "rootResc", "middleResc", "");
        catalog.admin("add", "childtoresc", "middleResc", "leafResc", "");
    }

    @AfterAll
    static void end() throws IOException {
        irods.close();
        catalog.close();
        cluster.close();
    }

    @BeforeEach
    void prepare(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName() + "-" + Math.abs(test.getDisplayName().hashCode());
        source = Files.createDirectory(directory.resolve(name));
        file = write("file", CONTENT);
        target = TestCluster.HOME + '/' + name;
        object = target + "/file";
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(target);
        }
    }
    List<Copy> given(String given) throws Exception {
        try (IrodsSession session = irods.session()) {
            switch (given) {
                case "registered" -> session.register(List.of(new Registration(object, Optional.of("rootResc"),
                        RawPath.of(file), 4, 1_500_000_000L)));
                case "put here" -> put(session, "rootResc", "abcd");
                case "longer" -> put(session, "rootResc", CONTENT + "and more");
                case "put elsewhere" -> put(session, "demoResc", "abcd");
                case "a collection" -> session.createCollections(List.of(object));
                default -> assertThat(given).isEqualTo("absent");
            }
        }
        return catalog.copies(object);
    }

    void put(IrodsSession session, String resource, String content) throws Exception {
        session.put(new Put(object, Optional.of(resource), content.length(), false, false), new TextContent(content));
    }

    Copy inPlace(int number) {
        return new Copy(number, CONTENT.length(), file.toString(), "1", MODIFIED, LEAF, "");
    }

    Path write(String name, String content) throws IOException {
        Path written = Files.writeString(source.resolve(name), content);
        return Files.setLastModifiedTime(written, FileTime.from(Instant.ofEpochSecond(MODIFIED)));
    }

    static List<Failure> failures(JobView job) throws Exception {
        return cluster.client().failures(job.id(), 10).failures();
    }
}
