package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitReasonsTest {
    @Test
    void oneOutageSeenByManyIsToldOnceSinceTheFirstSawIt() {
        assertThat(WaitReasons.merged(Stream.of("iRODS since 2026-11-22T13:00:05Z: 10.0.0.1:1247: connection refused",
                "iRODS since 2026-11-22T13:00:00.123456Z: 10.0.0.1:1247: connection refused",
                "iRODS since 2026-11-22T13:00:07.1Z: 10.0.0.1:1247: connection refused",
                "S3 since 2026-11-22T13:00:00Z: one.example: no such host",
                "S3 since 2026-11-22T13:00:00Z: two.example: no such host",
                "a worker: none takes tasks from queue 'x'")))
                .containsExactly("iRODS since 2026-11-22T13:00:00Z: 10.0.0.1:1247: connection refused",
                        "S3 since 2026-11-22T13:00:00Z: one.example: no such host",
                        "S3 since 2026-11-22T13:00:00Z: two.example: no such host",
                        "a worker: none takes tasks from queue 'x'");
    }
}
