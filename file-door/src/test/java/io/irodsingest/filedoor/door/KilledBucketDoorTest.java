package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A door at a bucket is killed behind each of its steps, and another one goes on. */
class KilledBucketDoorTest {
    private static final String GOOD = "path,attribute\n/z/a,x\n/z/b,y\n";
    private static final String BAD = "path,attribute\n/z/a\n";
    private static final int RANDOM_RUNS = 10;

    private DroppedObjects dropped;

    /** What a kill is to the code that runs: nothing of it goes on. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() throws Exception {
        dropped = new DroppedObjects();
    }

    @AfterEach
    void close() {
        dropped.close();
    }

    @Test
    void aContentIsRunWhoseFirstObjectWasTakenAwayBeforeItWasABatch() throws Exception {
        dropped.drop("a.csv", GOOD);
        BucketDoor killed = killedBehind(Step.REGISTERED);
        assertKilled(killed);
        dropped.delete("a.csv");
        dropped.drop("b.csv", GOOD);
        dropped.settle(dropped.door());
        String id = dropped.orchestrator.only().parameters().get("id");
        assertThat(dropped.names()).contains("done/" + id + "/b.csv");
    }

    @Test
    void anObjectThatIsPutAnewAfterAKillIsRun() throws Exception {
        dropped.drop("a.csv", GOOD);
        assertKilled(killedBehind(Step.REGISTERED));
        dropped.putLater("a.csv", GOOD);
        dropped.settle(dropped.door());
        String id = dropped.orchestrator.only().parameters().get("id");
        assertThat(dropped.names()).containsExactlyInAnyOrder("done/" + id + "/a.csv", "done/" + id + "/report.json",
                "done/" + id + "/results.csv");
    }

    @Test
    void whatIsRefusedForGoodIsRejectedAlsoWhenTheDoorIsKilledMeanwhile() throws Exception {
        for (Step last : List.of(Step.UNREGISTERED, Step.COPIED_TO_REJECTED, Step.COMPLAINTS_WRITTEN,
                Step.ORIGINAL_DELETED)) {
            dropped.orchestrator.refuse(400, "unknown app");
            dropped.drop(last + ".csv", GOOD);
            assertKilled(killedBehind(last));
            dropped.settle(dropped.door());
            assertThat(dropped.names()).as(last.name()).contains("rejected/" + last + ".csv",
                    "rejected/" + last + ".csv.report.csv").doesNotContain(last + ".csv",
                            "rejected/" + last + ".csv.2");
        }
        dropped.orchestrator.refuseNothing();
        dropped.drop("again.csv", GOOD);
        dropped.settle(dropped.door());
        assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
    }

    private BucketDoor killedBehind(Step last) {
        return dropped.door(step -> {
            if (step == last) {
                throw new Killed();
            }
        });
    }

    private void assertKilled(BucketDoor door) throws InterruptedException {
        boolean killed = false;
        try (door) {
            dropped.settle(door);
        } catch (Killed asIsWanted) {
            killed = true;
        }
        assertThat(killed).isTrue();
    }

    @Test
    void aKillBehindAnyStepIsHarmless() throws Exception {
        List<Step> steps = new ArrayList<>();
        dropThree(dropped);
        dropped.settle(dropped.door(steps::add));
        assertAllIsWhereItBelongs(dropped, "not killed");
        assertThat(EnumSet.copyOf(steps)).contains(Step.DOWNLOADED, Step.CHECKED, Step.REGISTERED, Step.SUBMITTED,
                Step.PENDING_NOTED, Step.REPORTED, Step.BATCH_REGISTERED, Step.COPIED_TO_DONE, Step.COPIED_AS_REPEAT,
                Step.COPIED_TO_REJECTED, Step.COMPLAINTS_WRITTEN, Step.ORIGINAL_DELETED, Step.RESULTS_FETCHED,
                Step.RESULTS_SHOWN, Step.OUTCOME_REPORTED, Step.PENDING_DELETED);
        for (int kill = 1; kill <= steps.size(); kill++) {
            killed(List.of(kill), "killed behind step " + kill + ", " + steps.get(kill - 1));
        }
    }

    @Test
    void killsAtRandomAreHarmless() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RANDOM_RUNS; run++) {
            List<Integer> kills = random.ints(random.nextInt(2, 6), 1, 25).boxed().toList();
            killed(kills, "seed " + seed + ", killed behind steps " + kills);
        }
    }

    /** @param kills how many steps each door lives */
    private static void killed(List<Integer> kills, String description) throws Exception {
        try (DroppedObjects dropped = new DroppedObjects()) {
            dropThree(dropped);
            for (int kill : kills) {
                int[] left = {kill};
                try (BucketDoor door = dropped.door(step -> {
                    if (--left[0] == 0) {
                        throw new Killed();
                    }
                })) {
                    dropped.settle(door);
                } catch (Killed asIsWanted) {
                    continue;
                }
            }
            dropped.settle(dropped.door());
            assertAllIsWhereItBelongs(dropped, description);
        }
    }

    private static void dropThree(DroppedObjects dropped) {
        dropped.drop("a.csv", GOOD);
        dropped.drop("b.csv", GOOD);
        dropped.drop("c.csv", BAD);
    }

    private static void assertAllIsWhereItBelongs(DroppedObjects dropped, String description) {
        assertThat(dropped.orchestrator.batches()).as(description).hasSize(1);
        String id = dropped.orchestrator.only().parameters().get("id");
        TreeSet<String> names = dropped.names();
        boolean first = names.contains("done/" + id + "/a.csv");
        assertThat(names).as(description).containsExactlyInAnyOrder("done/" + id + (first ? "/a.csv" : "/b.csv"),
                "done/" + id + "/report.json", "done/" + id + "/results.csv",
                "done/" + (first ? "b.csv" : "a.csv") + ".again-of-" + id, "rejected/c.csv",
                "rejected/c.csv.report.csv");
        assertThat(dropped.read("done/" + id + "/report.json")).as(description).contains("\"status\" : \"success\"");
    }
}
