package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door is killed behind each of its steps, and another one goes on. */
class KilledDoorTest {
    private static final String GOOD = "path,attribute\n/z/a,x\n/z/b,y\n";
    private static final String BAD = "path,attribute\n/z/a\n";
    private static final int RANDOM_RUNS = 40;

    @TempDir
    Path directory;

    /** What a kill is to the code that runs: nothing of it goes on. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aKillBehindAnyStepIsHarmless() throws Exception {
        List<Step> steps = steps();
        assertThat(EnumSet.copyOf(steps)).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(
                // of what is refused for good, and of buckets, which have tests of their own
                EnumSet.of(Step.UNREGISTERED, Step.DOWNLOADED, Step.BATCH_REGISTERED, Step.COPIED_TO_DONE,
                        Step.COPIED_AS_REPEAT,
                        Step.COPIED_TO_REJECTED, Step.ORIGINAL_DELETED)));
        for (int kill = 1; kill <= steps.size(); kill++) {
            killed(directory.resolve("at-" + kill), List.of(kill),
                    "killed behind step " + kill + ", " + steps.get(kill - 1));
        }
    }

    @Test
    void killsAtRandomAreHarmless() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RANDOM_RUNS; run++) {
            List<Integer> kills = random.ints(random.nextInt(2, 8), 1, 40).boxed().toList();
            killed(directory.resolve("run-" + run), kills, "seed " + seed + ", killed behind steps " + kills);
        }
    }

    @Test
    void aKillWhileAFileIsRefusedIsHarmless() throws Exception {
        for (Step last : List.of(Step.UNREGISTERED, Step.LINKED_TO_REJECTED, Step.COMPLAINTS_WRITTEN, Step.UNLINKED,
                Step.ROWS_DELETED, Step.LOCK_DELETED)) {
            Path incoming = Files.createDirectory(directory.resolve(last.name()));
            try (DroppedFiles dropped = new DroppedFiles(incoming)) {
                dropped.drop("a.csv", GOOD);
                dropped.orchestrator.refuse(400, "unknown app");
                try (Door door = dropped.door("csv", step -> {
                    if (step == last) {
                        throw new Killed();
                    }
                })) {
                    dropped.settle(door);
                    throw new AssertionError("nothing was killed");
                } catch (Killed asIsWanted) {
                    dropped.settle(dropped.door("csv"));
                }
                assertThat(dropped.files()).as(last.name()).containsExactlyInAnyOrder("rejected/a.csv",
                        "rejected/a.csv.report.csv");
                assertThat(dropped.isIdle()).isTrue();
                dropped.orchestrator.refuseNothing();
                dropped.drop("a.csv", GOOD);
                dropped.settle(dropped.door("csv"));
                assertThat(dropped.orchestrator.only().count()).isEqualTo(2);
            }
        }
    }

    /** Those of a life without a kill. */
    private List<Step> steps() throws Exception {
        Path incoming = Files.createDirectory(directory.resolve("whole"));
        List<Step> steps = new ArrayList<>();
        try (DroppedFiles dropped = new DroppedFiles(incoming)) {
            drop(dropped);
            dropped.settle(dropped.door("csv", steps::add));
            assertAllIsWhereItBelongs(dropped, "not killed");
        }
        return steps;
    }

    private static void drop(DroppedFiles dropped) throws IOException {
        dropped.drop("a.csv", GOOD);
        dropped.drop("b.csv", GOOD);
        dropped.drop("c.csv", BAD);
    }

    /** @param kills how many steps each door lives */
    private static void killed(Path incoming, List<Integer> kills, String description) throws Exception {
        Files.createDirectory(incoming);
        try (DroppedFiles dropped = new DroppedFiles(incoming)) {
            drop(dropped);
            for (int kill : kills) {
                int[] left = {kill};
                try (Door door = dropped.door("csv", step -> {
                    if (--left[0] == 0) {
                        throw new Killed();
                    }
                })) {
                    dropped.settle(door);
                } catch (Killed asIsWanted) {
                    continue;
                }
            }
            dropped.settle(dropped.door("csv"));
            assertAllIsWhereItBelongs(dropped, description);
        }
    }

    private static void assertAllIsWhereItBelongs(DroppedFiles dropped, String description) throws IOException {
        assertThat(dropped.orchestrator.batches()).as(description).hasSize(1);
        String id = dropped.orchestrator.only().parameters().get("id");
        TreeSet<String> files = dropped.files();
        boolean first = files.contains("done/" + id + "/a.csv");
        assertThat(files).as(description).containsExactlyInAnyOrder("done/" + id + (first ? "/a.csv" : "/b.csv"),
                "done/" + id + "/report.json", "done/" + id + "/results.csv",
                "done/" + (first ? "b.csv" : "a.csv") + ".again-of-" + id, "rejected/c.csv",
                "rejected/c.csv.report.csv");
        assertThat(dropped.read("done/" + id + "/report.json")).as(description).contains("\"status\" : \"success\"");
        assertThat(dropped.isIdle()).as(description).isTrue();
    }
}
