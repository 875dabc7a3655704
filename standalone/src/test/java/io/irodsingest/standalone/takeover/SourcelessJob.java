package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A job that failed as a whole, because its source was missing. Another one may have its name. */
final class SourcelessJob implements InheritedJob {
    private static final String NAME = "sourceless";

    @Override
    public void makeSource(Site site) {
        // there is none
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("PUT").build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        return earlier.job(NAME).ended();
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView failed = current.job(NAME);
        assertThat(failed.state()).isEqualTo("FAILED");
        assertThat(failed.error()).hasValueSatisfying(error -> assertThat(error).contains(NAME));
        site.files(NAME, 1, 3);
        JobView second = current.start(site.job(NAME).operation("PUT").build());
        assertThat(second.id()).isNotEqualTo(failed.id());
        JobView ended = Awaited.end(current, second.id());
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", 3L, "uploaded", 3L));
        assertThat(current.job(failed.id()).state()).isEqualTo("FAILED");
    }
}
