package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.standalone.Catalog.Copy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a check tells of replicas whose sizes and times are known to the letter. */
class CheckedDifferencesTest extends ResourceTree {
    @Test
    void aCheckTellsEachDifference() throws Exception {
        write("missing", "missing");
        write("same", "same");
        given("registered");
        try (IrodsSession session = irods.session()) {
            session.register(List.of(new Registration(target + "/same", Optional.of("rootResc"),
                    RawPath.of(source.resolve("same")), 4, MODIFIED)));
        }
        JobView job = cluster
                .run(TestCluster.job(source, target).operation("REGISTER_SYNC").mode("CHECK").ignoreCache(true));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(List.of(job.count("missing"), job.count("different"), job.count("existing")))
                .containsExactly(1L, 1L, 1L);
        assertThat(failures(job)).extracting(Failure::path, Failure::error).containsExactlyInAnyOrder(
                tuple(source.resolve("missing").toString(), "it is not in the target"),
                tuple(file.toString(), "the source has 10 bytes, the target 4; the source was modified at " + MODIFIED
                        + " s, the target says 1500000000 s"));
        assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(4L);
    }
}
