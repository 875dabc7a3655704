package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.handler.EventHandlerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with event handlers of the Python tool, over a whole cluster: what handlers do with iRODS, and what comes of failures. */
class PythonHandlersTest {
    private static final String HANDLER = """
            import os, time
            from irods_capability_automated_ingest.core import Core
            from irods_capability_automated_ingest.utils import Operation, DeleteMode
            """;

    @TempDir
    private static Path shared;
    private static TestCluster cluster;
    private static Catalog catalog;

    @TempDir
    private Path directory;
    private Path source;
    private String target;

    @BeforeAll
    static void startCluster() throws Exception {
        assumeTrue(havePython());
        cluster = TestCluster.start(shared.resolve("vault"), 2);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterAll
    static void endCluster() throws IOException {
        if (cluster != null) {
            catalog.close();
            cluster.close();
        }
    }

    @BeforeEach
    void makeSource(TestInfo test) throws IOException {
        target = TestCluster.HOME + '/' + test.getTestMethod().orElseThrow().getName();
        source = Files.createDirectories(directory.resolve("source/below")).getParent();
        Files.writeString(source.resolve("a"), "content");
        Files.writeString(source.resolve("below/b"), "content");
    }

    @Test
    void metadataIsAttachedAndKeptInStep() throws Exception {
        String handler = HANDLER
                + """
                        from irods.meta import iRODSMeta
                        class event_handler(Core):
                            @staticmethod
                            def operation(session, meta, **options): return Operation.PUT_SYNC
                            @staticmethod
                            def post_data_obj_create(hdlr_mod, logger, session, meta, **options):
                                session.data_objects.get(meta["target"]).metadata.add("size", str(os.stat(meta["path"]).st_size), "bytes")
                            @staticmethod
                            def post_data_obj_modify(hdlr_mod, logger, session, meta, *args, **options):
                                made = session.data_objects.get(meta["target"]).metadata
                                assert made.get_one("size").value == "7" and "size" in made
                                made["size"] = iRODSMeta("size", str(meta["size"]))
                        """;

        assertThat(run(handler).state()).isEqualTo("COMPLETED");
        assertThat(catalog.metadata(target + "/a")).containsExactly(List.of("size", "7", "bytes"));
        Files.writeString(source.resolve("a"), "more content");
        assertThat(run(handler).state()).isEqualTo("COMPLETED");

        assertThat(catalog.metadata(target + "/a")).containsExactly(List.of("size", "12", ""));
        assertThat(catalog.metadata(target + "/below/b")).containsExactly(List.of("size", "7", "bytes"));
    }

    @Test
    void collectionsAreMadeFoundAndDeleted() throws Exception {
        String handler = HANDLER + """
                from irods.access import iRODSAccess
                from irods.exception import CollectionDoesNotExist
                class event_handler(Core):
                    @staticmethod
                    def operation(session, meta, **options): return Operation.PUT_SYNC
                    @staticmethod
                    def delete_mode(meta): return DeleteMode.NO_TRASH
                    @staticmethod
                    def pre_coll_create(hdlr_mod, logger, session, meta, **options):
                        assert not session.collections.exists(meta["target"])
                        above = meta["target"].rsplit("/", 1)[0]
                        session.collections.get(above).metadata.add("below", meta["target"], meta["entry_type"])
                    @staticmethod
                    def post_coll_create(hdlr_mod, logger, session, meta, **options):
                        made = session.collections.create(meta["target"] + "/extra")
                        session.acls.set(iRODSAccess("own", made.path, "rods", "tempZone"))
                        try:
                            session.collections.get(meta["target"] + "/none")
                        except CollectionDoesNotExist:
                            made.metadata.add("missed", "none")
                    @staticmethod
                    def pre_data_obj_delete(hdlr_mod, session, meta, **options):
                        parent = meta["target"].rsplit("/", 1)[0]
                        session.collections.get(parent).metadata.add("gone", meta["target"])
                """;

        assertThat(run(handler).state()).isEqualTo("COMPLETED");
        assertThat(catalog.collectionMetadata(target)).containsExactly(List.of("below", target + "/below", "dir"));
        assertThat(catalog.collectionMetadata(target + "/below/extra")).containsExactly(List.of("missed", "none", ""));
        Files.delete(source.resolve("a"));
        assertThat(run(handler).count("deleted")).isEqualTo(1);

        assertThat(catalog.collectionMetadata(target)).contains(List.of("gone", target + "/a", ""));
        assertThat(catalog.replicas(target)).containsOnlyKeys(target + "/below/b");
    }

    /** The tool keeps this in its Redis, where all workers see it. */
    @Test
    void whatFailedIsTriedAgainAndHooksShareValues() throws Exception {
        Path told = directory.resolve("told");

        JobView job = run(
                HANDLER + """
                        from irods_capability_automated_ingest.redis_utils import get_redis
                        class event_handler(Core):
                            @staticmethod
                            def operation(session, meta, **options): return Operation.NO_OP
                            @staticmethod
                            def max_retries(hdlr_mod, logger, meta): return 3
                            @staticmethod
                            def delay(hdlr_mod, logger, meta, retries): return 0
                            @staticmethod
                            def pre_job(hdlr_mod, logger, meta):
                                get_redis(meta["config"]).set("begun", time.time())
                            @staticmethod
                            def pre_data_obj_create(hdlr_mod, logger, session, meta, *args, **options):
                                if get_redis(meta["config"]).incr("tries:" + meta["path"]) < 3:
                                    raise RuntimeError("not yet")
                            @staticmethod
                            def post_job(hdlr_mod, logger, meta):
                                r = get_redis(meta["config"])
                                took = time.time() - float(r.get("begun"))
                                with open("FILE", "a") as out: out.write("%s %s\\n" % (took >= 0, r.get("tries:SOURCE/a").decode()))
                        """
                        .replace("FILE", told.toString()).replace("SOURCE", source.toString()));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(Files.readAllLines(told)).containsExactly("True 3");
    }

    @Test
    void namesAreMappedAndRegisteredElsewhere() throws Exception {
        Files.writeString(source.resolve("caf\u00e9"), "");

        JobView job = run(HANDLER + """
                import re
                class event_handler(Core):
                    @staticmethod
                    def character_map(): return {re.compile("[^a-zA-Z0-9]"): "_"}
                    @staticmethod
                    def to_resource(session, meta, **options): return "demoResc"
                    @staticmethod
                    def target_path(session, meta, **options): return "/elsewhere" + meta["path"]
                """);

        assertThat(job.state()).isEqualTo("COMPLETED");
        // the target is mapped, too
        assertThat(catalog.replicas(target).values()).filteredOn(replica -> replica.path().contains("caf_"))
                .singleElement()
                .satisfies(
                        replica -> assertThat(replica.physicalPath()).isEqualTo("/elsewhere" + source + "/caf\u00e9"));
    }

    @Test
    void whatAHookRaisesIsTheReasonOfItsEntry() throws Exception {
        JobView job = run(HANDLER + """
                class event_handler(Core):
                    @staticmethod
                    def pre_data_obj_create(hdlr_mod, logger, session, meta, *args, **options):
                        if meta["path"].endswith("a"):
                            os.kill(os.getpid(), 9)
                        session.data_objects.get(meta["target"])
                """);

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(cluster.client().failures(job.id(), 10).failures()).extracting(Failure::error)
                .anySatisfy(error -> assertThat(error)
                        .contains("the Python process ended in pre_data_obj_create, by signal 9"))
                .anySatisfy(error -> assertThat(error)
                        .contains("pre_data_obj_create of h.py failed: DataObjectDoesNotExist").contains("(h.py:9)"));
    }

    @Test
    void aHandlerThatIsNoneFailsItsJobWithItsLine() throws Exception {
        JobView job = run("class event_handler(object):\n    def operation(session, meta)\n        pass\n");

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error()).hasValueSatisfying(error -> assertThat(error).contains("h.py:2: SyntaxError"));
    }

    private JobView run(String handler) throws Exception {
        Path file = Files.writeString(directory.resolve("h.py"), handler);
        JobRequestBuilder job = TestCluster.job(source, target).eventHandler(EventHandlerFiles.read(file));
        return cluster.run(job);
    }

    /** Whether there is a Python; where there is none, a line says so. */
    static boolean havePython() throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))").start()
                    .waitFor() == 0;
        } catch (IOException none) {
            isThere = false;
        }
        if (!isThere) {
            System.out.println("left out: there is no python3 of 3.9 or newer");
        }
        return isThere;
    }
}
