package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.handlerapi.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            JobRequest.Builder wish = TestCluster.job(source, TARGET).operation(operation.name())
                    .resource("demoResc").eventHandler(recorder.handler());

            JobView job = cluster.run(wish);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            List<String> objects = List.of(TARGET + "/folder/two", TARGET + "/one");
            assertThat(recorder.calls("pre")).containsExactlyInAnyOrderElementsOf(objects);
            assertThat(recorder.calls("post")).containsExactlyInAnyOrderElementsOf(objects);
            if (operation != Operation.NO_OP) {
                assertThat(recorder.calls("collection")).containsExactlyInAnyOrder(TARGET, TARGET + "/folder");
            }
            recorder.forget();
            assertThat(cluster.run(wish).count("unchanged")).isEqualTo(2);
            assertThat(recorder.lines()).containsExactly("preJob " + TARGET, "postJob " + TARGET);
        }
    }
}
