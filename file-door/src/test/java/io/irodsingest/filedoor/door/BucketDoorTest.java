package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.filedoor.StandInOrchestrator.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of objects that come below a prefix of a bucket. */
class BucketDoorTest {
    private static final String GOOD = "path,attribute\n/z/a,x\n/z/b,y\n";
    private static final String BAD = "path,attribute\n/z/a\n";
    private static final int CONTENTS = 8;

    private DroppedObjects dropped;

    @BeforeEach
    void open() throws Exception {
        dropped = new DroppedObjects();
    }

    @AfterEach
    void close() {
        dropped.close();
    }

    @Test
    void anObjectBecomesABatchAndItsResultsComeBesideIt() throws Exception {
        dropped.drop("ä b.csv", GOOD);
        dropped.drop("below/a.csv", GOOD);
        dropped.drop(".hidden.csv", GOOD);
        dropped.drop("a.tmp", GOOD);
        dropped.orchestrator.endBatches(false);
        BucketDoor door = dropped.door();
        dropped.settle(door);
        Batch batch = dropped.orchestrator.only();
        String id = batch.parameters().get("id");
        assertThat(id).matches("file-[0-9a-f]{40}");
        assertThat(batch.parameters()).containsEntry("file", "ä b.csv");
        assertThat(batch.count()).isEqualTo(2);
        String home = "done/" + id + '/';
        assertThat(dropped.names()).containsExactlyInAnyOrder("below/a.csv", ".hidden.csv", "a.tmp", home + "ä b.csv",
                home + "report.json", "done/.pending/" + id + ".json");
        assertThat(dropped.read(home + "ä b.csv")).isEqualTo(GOOD);
        assertThat(dropped.read(home + "report.json")).contains("\"rows\" : 2").doesNotContain("outcome");

        dropped.orchestrator.endBatches(true);
        door.round();
        assertThat(dropped.names()).containsExactlyInAnyOrder("below/a.csv", ".hidden.csv", "a.tmp", home + "ä b.csv",
                home + "report.json", home + "results.csv");
        assertThat(dropped.read(home + "results.csv")).contains("2 rows");
        assertThat(dropped.read(home + "report.json")).contains("\"status\" : \"success\"", "\"succeeded\" : 2");
        assertThat(door.waits()).isEmpty();
    }

    @Test
    void anObjectThatComesAgainIsNotRunAgain() throws Exception {
        BucketDoor door = dropped.door();
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        dropped.drop("b.csv", GOOD);
        dropped.settle(door);
        dropped.orchestrator.forgetAll();
        dropped.drop("c.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        assertThat(dropped.names()).containsExactlyInAnyOrder("done/b.csv.again-of-" + id,
                "done/c.csv.again-of-" + id, "done/" + id + "/a.csv", "done/" + id + "/report.json",
                "done/" + id + "/results.csv");
    }

    @Test
    void anObjectIsKnownAgainWhenOnlyTheOrchestratorRemembersIt() throws Exception {
        BucketDoor door = dropped.door();
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        dropped.delete("done/.register/" + id + ".json");
        dropped.drop("b.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.names()).contains("done/b.csv.again-of-" + id);
    }

    @Test
    void whatIsWrongIsRejectedAndOfOneNameTwice() throws Exception {
        BucketDoor door = dropped.door();
        dropped.drop("a.csv", BAD);
        dropped.settle(door);
        dropped.drop("a.csv", "path\n");
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        assertThat(dropped.names()).containsExactlyInAnyOrder("rejected/a.csv", "rejected/a.csv.report.csv",
                "rejected/a.csv.2", "rejected/a.csv.2.report.csv");
        assertThat(dropped.read("rejected/a.csv")).isEqualTo(BAD);
        assertThat(dropped.read("rejected/a.csv.report.csv")).startsWith("line,reason\r\n2,");
        assertThat(dropped.read("rejected/a.csv.2.report.csv")).contains("there are no rows");
    }

    @Test
    void anObjectThatChangesWhileItSettlesIsTakenWhenItHasSettled() throws Exception {
        BucketDoor door = dropped.door();
        dropped.drop("a.csv", BAD);
        door.round();
        dropped.pass(DroppedObjects.SETTLE.minusSeconds(1));
        dropped.drop("a.csv", GOOD);
        door.round();
        dropped.pass(Duration.ofSeconds(2));
        door.round();
        assertThat(dropped.names()).containsExactly("a.csv");
        dropped.pass(DroppedObjects.SETTLE);
        door.round();
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
        assertThat(dropped.names()).doesNotContain("a.csv");
    }

    @Test
    void anObjectThatIsReplacedWhileItIsWorkedOnIsAnotherOne() throws Exception {
        dropped.drop("a.csv", GOOD);
        BucketDoor door = dropped.door(step -> {
            if (step == Step.SUBMITTED && dropped.names().contains("a.csv")
                    && dropped.read("a.csv").equals(GOOD)) {
                dropped.drop("a.csv", BAD);
            }
        });
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        assertThat(dropped.read("done/" + id + "/a.csv")).isEqualTo(GOOD);
        assertThat(dropped.read("rejected/a.csv")).isEqualTo(BAD);
        assertThat(dropped.names()).doesNotContain("a.csv").contains("done/" + id + "/results.csv");
    }

    @Test
    void aBucketThatIsNotThereIsWaitedFor() throws Exception {
        BucketDoor door = dropped.door();
        dropped.deleteBucket();
        dropped.settle(door);
        assertThat(door.waits()).anySatisfy(
                wait -> assertThat(wait).contains("door avus: s3://doors-", "drop/avus/", "NoSuchBucket"));
        dropped.makeBucket();
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
        assertThat(door.waits()).isEmpty();
    }

    @Test
    void objectsWaitForAnOrchestratorThatIsAway() throws Exception {
        dropped.orchestrator.goAway();
        dropped.drop("a.csv", GOOD);
        BucketDoor door = dropped.door();
        dropped.settle(door);
        assertThat(dropped.names()).containsExactly("a.csv");
        assertThat(door.waits()).singleElement().asString().contains("the orchestrator at");
        dropped.orchestrator.comeBack();
        door.round();
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
        assertThat(door.waits()).isEmpty();
    }

    @Test
    void twoDoorsMakeOneBatchOfEachContentAndLoseNothing() throws Exception {
        for (int content = 0; content < CONTENTS; content++) {
            dropped.drop(content + "-0.csv", "path\n/z/" + content + '\n');
            dropped.drop(content + "-1.csv", "path\n/z/" + content + '\n');
        }
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (BucketDoor door : List.of(dropped.door(), dropped.door())) {
                running.add(threads.submit(() -> {
                    while (!over.get()) {
                        dropped.pass(DroppedObjects.SETTLE);
                        door.round();
                    }
                    return null;
                }));
            }
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> isOver());
            } finally {
                over.set(true);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(dropped.orchestrator.batches()).hasSize(CONTENTS)
                .allSatisfy((id, batch) -> assertThat(batch.count()).isEqualTo(1));
        assertThat(dropped.names().stream().filter(name -> name.contains(".again-of-"))).hasSize(CONTENTS);
    }

    /** Each content has its file, its report, its results, and its copy. */
    private boolean isOver() {
        TreeSet<String> names = dropped.names();
        return names.size() == CONTENTS * 4 && names.stream().allMatch(name -> name.startsWith("done/"));
    }
}
