package io.irodsingest.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.soak.Chain.Ran;
import io.irodsingest.standalone.soak.Snapshot.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A check that finds nothing wrong must be able to find something. */
class CountsCheckTest {
    private static final Kind UPLOADS = Kind.ALL.stream().filter(kind -> kind.name().equals("upload")).findFirst()
            .orElseThrow();
    /** Two files stay, one changes, one goes with its directory, one comes. */
    private static final Snapshot BEFORE = Snapshot.ofFiles(Map.of("a", new File(1, 1), "b", new File(1, 1), "c",
            new File(1, 1), "gone/d", new File(1, 1)));
    private static final Snapshot NOW = Snapshot.ofFiles(Map.of("a", new File(1, 1), "b", new File(1, 1), "c",
            new File(2, 2), "e", new File(3, 1)));
    private static final Map<String, Long> RIGHT = Map.of("files", 4L, "directories", 1L, "bytes", 7L, "unchanged", 2L,
            "uploaded", 2L, "deleted", 1L, "collections_deleted", 1L);

    @Test
    void exactCountsAreRight() {
        assertThat(problems("COMPLETED", RIGHT)).isEmpty();
    }

    @Test
    void eachCountThatIsOffIsTold() {
        for (String count : RIGHT.keySet()) {
            Map<String, Long> wrong = new HashMap<>(RIGHT);
            wrong.merge(count, 1L, Long::sum);
            assertThat(problems("COMPLETED", wrong)).as(count).isNotEmpty();
        }
        Map<String, Long> failed = new HashMap<>(RIGHT);
        failed.put("failed", 1L);
        assertThat(problems("COMPLETED", failed)).anyMatch(problem -> problem.contains("failed is 1, not 0"));
        assertThat(problems("FAILED", RIGHT)).isNotEmpty();
    }

    private static List<String> problems(String state, Map<String, Long> counts) {
        Chain chain = new Chain("upload-1", UPLOADS, null, "/zone/target");
        JobView job = new JobView("id", "upload-1-2",
                new JobView.Work(Optional.of("/source"), Optional.of("/zone/target"), "PUT_SYNC", "APPLY",
                        Optional.empty(), Optional.empty(), 50, false),
                state, true, counts, new JobView.Tasks(1, 0, 0, 0),
                new JobView.Pass(1, Instant.EPOCH, Optional.empty(), Optional.empty(), 1, Optional.empty()),
                List.of(), new JobView.Origin(Optional.empty(), Optional.empty()),
                new JobView.Chain(Optional.empty(), Optional.empty()));
        chain.add(new Ran(job, Optional.of(BEFORE), Optional.of(NOW), Optional.empty(), 0));
        return new CountsCheck()
                .look(new Evidence(null, List.of(chain), new FaultLog(), Map.of(), Optional.empty())).problems();
    }
}
