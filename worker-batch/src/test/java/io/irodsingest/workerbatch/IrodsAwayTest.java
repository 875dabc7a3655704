package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.workerbatch.sample.Sample;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** iRODS goes away while rows are worked on: none fails for it, and what has a result is not worked on again. */
class IrodsAwayTest {
    private static final String ASKS = "{\"do\":\"irods\",\"path\":\"/tempZone/home/rods\"}";

    private BatchCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new BatchCluster();
        cluster.worker();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void rowsWaitForAnIrodsThatIsAway() throws Exception {
        cluster.irods().faults().refuseConnections(true);
        cluster.irods().faults().cutAllConnections();
        String batch = cluster.submit(BatchClient.spec("rows"), ASKS, ASKS, "{\"do\":\"ok\"}");
        await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(cluster.beats())
                .flatExtracting(Beat::waitingFor).anySatisfy(text -> assertThat(text).startsWith("iRODS")));

        cluster.irods().faults().refuseConnections(false);

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(3L, 3L, 0L);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleFailsNoRow() throws Exception {
        Sample.gate = new CountDownLatch(1);
        for (String op : new String[]{"rows", "chunks"}) {
            String batch = cluster.submit(BatchClient.spec(op), ASKS, "{\"do\":\"wait\"}", ASKS, ASKS);
            await().atMost(30, TimeUnit.SECONDS).until(() -> Sample.calls(batch, 2) == 1);

            cluster.irods().faults().cutAllConnections();
            Sample.gate.countDown();

            assertThat(BatchClient.counts(cluster.ended(batch))).as(op).containsExactly(4L, 4L, 0L);
            assertThat(Sample.calls(batch, 1)).as(op).isEqualTo(1);
            assertThat(Sample.calls(batch, 2)).as(op).isEqualTo(1);
            Sample.gate = new CountDownLatch(1);
        }
    }
}
