package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a door does when the orchestrator is away, or does not want a batch. */
class WaitingTest {
    private static final String GOOD = "path,attribute\n/z/a,x\n/z/b,y\n";

    @TempDir
    Path directory;
    private DroppedFiles dropped;

    @BeforeEach
    void open() throws Exception {
        dropped = new DroppedFiles(directory);
    }

    @AfterEach
    void close() {
        dropped.close();
    }

    @Test
    void filesWaitForAnOrchestratorThatIsAway() throws Exception {
        dropped.orchestrator.goAway();
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        dropped.settle(door);
        assertThat(dropped.files()).anyMatch(file -> file.endsWith("/file/a.csv"));
        dropped.orchestrator.comeBack();
        door.round();
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
        assertThat(dropped.isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 503, 507})
    void whatMayBeTakenLaterWaits(int status) throws Exception {
        dropped.orchestrator.refuse(status, "not now");
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.files()).anyMatch(file -> file.endsWith("/file/a.csv"));
        dropped.orchestrator.refuseNothing();
        door.round();
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
    }

    @Test
    void otherFilesAreCheckedWhileOneWaits() throws Exception {
        dropped.orchestrator.refuse(507, "there is no room");
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.drop("b.csv", "a,b\n1\n");
        dropped.drop("c.csv", "");
        dropped.settle(door);
        assertThat(dropped.files()).contains("rejected/b.csv", "rejected/c.csv");
    }

    @Test
    void aFileWaitsForWorkersWithProcessors() throws Exception {
        dropped.orchestrator.hasProcessors(false);
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.files()).anyMatch(file -> file.endsWith("/file/a.csv"));
        dropped.orchestrator.hasProcessors(true);
        door.round();
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
    }

    @Test
    void whatIsRefusedForGoodIsRejectedWithTheReasonAndMayComeAgain() throws Exception {
        dropped.orchestrator.refuse(400, "there is no batch processor 'irods avu'; known are irods acl");
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.files()).containsExactlyInAnyOrder("rejected/a.csv", "rejected/a.csv.report.csv");
        assertThat(dropped.read("rejected/a.csv.report.csv"))
                .isEqualTo("line,reason\r\n,there is no batch processor 'irods avu'; known are irods acl\r\n");
        dropped.orchestrator.refuseNothing();
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsNotRejectedWhenItIsRefusedNow() throws Exception {
        try (Door door = dropped.door("csv", step -> {
            if (step == Step.SUBMITTED) {
                throw new Error("killed before it noted the answer");
            }
        })) {
            dropped.drop("a.csv", GOOD);
            assertThatThrownBy(() -> dropped.settle(door)).isInstanceOf(Error.class);
        }
        dropped.orchestrator.refuse(400, "there is no batch processor 'irods avu'");
        dropped.settle(dropped.door("csv"));
        String id = dropped.orchestrator.only().parameters().get("id");
        assertThat(dropped.files()).containsExactlyInAnyOrder("done/" + id + "/a.csv", "done/" + id + "/report.json",
                "done/" + id + "/results.csv");
    }

    @Test
    void resultsWaitForAnOrchestratorThatIsAway() throws Exception {
        dropped.orchestrator.endBatches(false);
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        dropped.orchestrator.endBatches(true);
        dropped.orchestrator.goAway();
        door.round();
        assertThat(dropped.files()).noneMatch(file -> file.endsWith("results.csv"));
        dropped.orchestrator.comeBack();
        door.round();
        assertThat(dropped.files()).anyMatch(file -> file.endsWith("results.csv"));
    }

    @Test
    void aCopyWaitsUntilItsFirstFileIsABatchOrRefused() throws Exception {
        dropped.orchestrator.refuse(507, "there is no room");
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.drop("b.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.files()).isNotEmpty().allMatch(file -> file.startsWith(".taken/"));
        dropped.orchestrator.refuse(400, "there is no batch processor 'irods avu'");
        door.round();
        door.round();
        assertThat(dropped.files()).containsExactlyInAnyOrder("rejected/a.csv", "rejected/a.csv.report.csv",
                "rejected/b.csv", "rejected/b.csv.report.csv");
    }
}
