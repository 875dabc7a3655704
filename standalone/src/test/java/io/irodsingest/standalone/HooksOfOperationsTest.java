package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.Trees;
import io.irodsingest.handlerapi.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made has its hooks with each operation. */
class HooksOfOperationsTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whatIsMadeIsToldOfOnce(Operation operation) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/folder")).getParent();
        Files.writeString(source.resolve("one"), "1");
        Files.writeString(source.resolve("folder/two"), "2");
        Recorder recorder = new Recorder(directory);
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            JobRequestBuilder wish = TestCluster.job(source, TARGET).operation(operation.name())
                    .resource("demoResc").eventHandler(recorder.handler());

            JobView job = cluster.run(wish);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            List<String> objects = List.of(TARGET + "/folder/two", TARGET + "/one");
            assertThat(recorder.calls("pre")).containsExactlyInAnyOrderElementsOf(objects);
            assertThat(recorder.calls("post")).containsExactlyInAnyOrderElementsOf(objects);
            assertThat(recorder.calls("collection")).containsExactlyInAnyOrder(TARGET, TARGET + "/folder");
            recorder.forget();
            JobView second = cluster.run(wish);
            if (operation == Operation.NO_OP) {
                assertThat(second.count("skipped")).isEqualTo(2);
                assertThat(recorder.calls("post")).as("nothing was made, so all of it is yet to come")
                        .containsExactlyInAnyOrderElementsOf(objects);
                assertThat(recorder.calls("collection")).containsExactlyInAnyOrder(TARGET, TARGET + "/folder");
            } else {
                assertThat(second.count("unchanged")).isEqualTo(2);
                assertThat(recorder.lines()).containsExactly("preJob " + TARGET, "postJob " + TARGET);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,Modify", "REGISTER_AS_REPLICA_SYNC,Modify", "PUT,nothing", "PUT_SYNC,Modify",
            "PUT_APPEND,Modify"})
    void whatChangesIsToldOfOnce(String operation, String event) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/folder")).getParent();
        Path changing = Files.writeString(source.resolve("folder/two"), "2");
        Files.writeString(source.resolve("one"), "1");
        Path log = directory.resolve("log");
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            JobRequestBuilder wish = TestCluster.job(source, TARGET).operation(operation).resource("demoResc")
                    .eventHandler(Handlers.java(directory, teller(log)));
            cluster.run(wish);
            Files.writeString(changing, "2 and more");
            Files.createDirectory(source.resolve("folder/deeper"));
            Files.delete(log);

            JobView job = cluster.run(wish);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            String object = TARGET + "/folder/two";
            List<String> lines = Files.readAllLines(log);
            assertThat(lines.stream().filter(line -> line.contains("DataObj"))).containsExactlyElementsOf(
                    event.equals("nothing")
                            ? List.of()
                            : List.of("preDataObj" + event + ' ' + object, "postDataObj" + event + ' ' + object));
            assertThat(lines.stream().filter(line -> line.contains("CollModify"))).containsExactly(
                    "preCollModify " + TARGET + "/folder", "postCollModify " + TARGET + "/folder");
        }
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,UNREGISTER", "REGISTER_AS_REPLICA_SYNC,UNREGISTER", "PUT_SYNC,TRASH",
            "PUT_SYNC,NO_TRASH", "PUT_APPEND,TRASH", "PUT_APPEND,NO_TRASH"})
    void whatIsDeletedIsToldOfOnce(String operation, String mode) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/folder")).getParent();
        Files.writeString(source.resolve("folder/two"), "2");
        Files.writeString(source.resolve("one"), "1");
        Path log = directory.resolve("log");
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            JobRequestBuilder wish = TestCluster.job(source, TARGET).operation(operation).resource("demoResc")
                    .deleteMode(mode).eventHandler(Handlers.java(directory, teller(log)));
            cluster.run(wish);
            Trees.delete(source.resolve("folder"));
            Files.delete(log);

            JobView job = cluster.run(wish);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            String folder = TARGET + "/folder";
            assertThat(Files.readAllLines(log).stream().filter(line -> line.contains("Delete"))).containsExactly(
                    "preDataObjDelete " + folder + "/two", "postDataObjDelete " + folder + "/two",
                    "preCollDelete " + folder, "postCollDelete " + folder);
        }
    }

    /** Writes down each call for a data object or a collection. */
    private static String teller(Path log) {
        StringBuilder members = new StringBuilder(
                """
                        private static synchronized void note(String hook, Entry entry) throws Exception {
                            java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), hook + " " + entry.targetPath() + "\\n",
                                    java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                        }
                        """
                        .formatted(log));
        for (String hook : List.of("DataObjCreate", "DataObjModify", "DataObjDelete", "CollCreate", "CollModify",
                "CollDelete")) {
            for (String when : List.of("pre", "post")) {
                members.append("""
                        @Override
                        public void %1$s(Job job, Entry entry, Session session) throws Exception {
                            note("%1$s", entry);
                        }
                        """.formatted(when + hook));
            }
        }
        return members.toString();
    }
}
