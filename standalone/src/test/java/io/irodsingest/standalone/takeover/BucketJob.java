package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;
import java.util.TreeMap;

/** A job in the middle of uploading from a bucket, whose key pair the earlier version has sealed. */
final class BucketJob implements InheritedJob {
    private static final String NAME = "takeover-bucket";
    private static final int OBJECTS = 24;

    @Override
    public void makeSource(Site site) {
        site.bucket(NAME);
        for (int i = 1; i <= OBJECTS; i++) {
            site.object(NAME, key(i));
        }
    }

    private static String key(int number) {
        return "prefix-%d/object-%02d".formatted(number % 3, number);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.bucketJob(NAME).operation("PUT_SYNC").filesPerTask(2).maxRequestsPerSecond(1).build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        assertThat(job.ended()).as("the earlier version was killed in time").isFalse();
        return job.count("files") == OBJECTS && job.count("uploaded") >= 2;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", (long) OBJECTS, "directories", 4L));
        assertThat(Awaited.sum(ended.counts(), "uploaded", "existing")).isEqualTo(OBJECTS);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 1; i <= OBJECTS; i++) {
            expected.put(key(i), (long) key(i).length());
        }
        assertThat(site.dataObjects(NAME)).isEqualTo(expected);
    }
}
