package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequest.CharacterReplacement;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.sync.Replica;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** A job that no worker has begun, with all options that a job can have beside each other: this version reads them all. */
final class QueuedJob implements InheritedJob {
    private static final String NAME = "queued";
    private static final String PROFILE = "queued.profile";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 1, 5);
        site.file(NAME, "left-out.tmp");
        site.file(NAME, "left-out/001");
        site.file(NAME, "a#b");
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("PUT_SYNC").deleteMode("NO_TRASH").resource("demoResc").filesPerTask(2)
                .ignoreCache(true).checksum(true).excludeFileType(List.of("link", "pipe"))
                .excludeFileName(List.of(".*\\.tmp")).excludeDirectoryName(List.of(".*/left-out"))
                .restartQueue(ClusterProcesses.LATER_QUEUE).pathQueue(ClusterProcesses.LATER_QUEUE)
                .fileQueue(ClusterProcesses.LATER_QUEUE).maxRetries(2).retryDelay(1.5).timeout(600.0).maxDelete(3L)
                .allowEmptySource(true).asUser(Site.USER + '#' + Site.ZONE)
                .characterMap(List.of(new CharacterReplacement("#", "_"))).profile(PROFILE)
                .irodsIdleDisconnectSeconds(7).maxParallelTasks(3).maxBytesPerSecond(1_000_000L)
                .maxRequestsPerSecond(100).compare("CHECKSUM").undecodable("SKIP").build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        return job.state().equals("QUEUED") && job.tasks().remainingTasks() == 1;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        assertThat(ended.work().resource()).contains("demoResc");
        assertThat(ended.work().filesPerTask()).isEqualTo(2);
        assertThat(ended.work().ignoreCache()).isTrue();
        Awaited.assertCounts(ended.counts(),
                Map.of("files", 6L, "directories", 1L, "uploaded", 6L, "excluded", 2L, "deleted", 0L));
        // its begin, its scan, and three times two files
        assertThat(ended.tasks().totalTasks()).isGreaterThanOrEqualTo(5);
        assertThat(site.dataObjects(NAME).keySet()).contains("001", "005").noneMatch(name -> name.contains("#"))
                .anyMatch(name -> name.startsWith("a_b"));
        try (IrodsSession session = site.session()) {
            assertThat(session.replicas(site.target(NAME), List.of("001")).get("001")).singleElement()
                    .extracting(Replica::checksum).asString().startsWith("sha2:");
        }
        assertThat(Files.readString(site.profiles().resolve(PROFILE))).contains(NAME);
    }
}
