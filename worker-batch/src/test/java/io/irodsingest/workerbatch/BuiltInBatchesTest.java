package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.Faults.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Application {@code irods} in a cluster, as it is submitted. */
class BuiltInBatchesTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int OBJECTS = 500;
    private static BatchCluster cluster;
    private static Irods irods;

    @BeforeAll
    static void start() throws Exception {
        cluster = new BatchCluster();
        cluster.worker();
        cluster.worker();
        irods = IrodsClients.chosen(Map.of()).open(IrodsEnvironment.read(Map.of("IRODS_HOST", cluster.irods().host(),
                "IRODS_PORT", String.valueOf(cluster.irods().port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME",
                "rods", "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
        try (IrodsSession session = irods.session()) {
            session.createCollections(List.of(HOME + "/in", HOME + "/out"));
            List<Registration> files = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                files.add(new Registration(HOME + "/in/f" + i, Optional.empty(), RawPath.ofText("/data"), 2, 1));
            }
            assertThat(session.register(files)).allMatch(Reply::isOk);
        }
    }

    @AfterAll
    static void stop() {
        irods.close();
        cluster.close();
    }

    @Test
    void avusAreAddedThoughConnectionsBreak() throws Exception {
        cluster.irods().faults().dropConnectionOn(706, Moment.AFTER_EXECUTION, 3);
        List<String> rows = IntStream.range(0, OBJECTS + 10).mapToObj(
                i -> "{\"path\":\"" + HOME + "/in/f" + i + "\",\"attribute\":\"a\",\"value\":\"" + i + "\"}").toList();

        String batch = cluster.submit(spec("AVU", false), JobOptions.NONE, 50, rows);

        Job job = cluster.ended(batch);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        assertThat(BatchCluster.counts(job)).containsExactly(OBJECTS + 10L, (long) OBJECTS, 10L);
        assertThat(((Failed) cluster.results(batch).get(OBJECTS + 1L)).messages())
                .containsExactly(HOME + "/in/f" + OBJECTS + ": neither a data object nor a collection is there");
        try (IrodsSession session = irods.session()) {
            assertThat(session.query("select DATA_NAME, META_DATA_ATTR_VALUE where COLL_NAME = '" + HOME
                    + "/in' and META_DATA_ATTR_NAME = 'a' limit 10000").stream().distinct()).hasSize(OBJECTS)
                    .allMatch(row -> row.getFirst().equals('f' + row.getLast()));
        }
    }

    @Test
    void rowsStayWithinWhatTheTokenMayReach() throws Exception {
        Grant grant = new Grant("curator", false,
                new Limits(List.of(), List.of(HOME + "/out"), List.of(), List.of()));
        JobSpec job = new JobSpec("limited", spec("touch", false), JobOptions.NONE).grantedTo(grant);

        String batch = cluster.submit(job, 10, List.of("{\"path\":\"" + HOME + "/out/new\"}",
                "{\"path\":\"" + HOME + "/in/new\"}", "{\"path\":\"" + HOME + "/out/../in/new\"}"));

        cluster.ended(batch);
        Map<Long, StoredResult> results = cluster.results(batch);
        assertThat(results.get(1L)).isInstanceOf(Succeeded.class);
        assertThat(((Failed) results.get(2L)).messages())
                .containsExactly("target " + HOME + "/in/new is not below " + HOME + "/out");
        assertThat(results.get(3L)).isInstanceOf(Failed.class);
        try (IrodsSession session = irods.session()) {
            assertThat(session.exists(HOME + "/out/new")).isTrue();
            assertThat(session.exists(HOME + "/in/new")).isFalse();
        }
    }

    @Test
    void questionsAreAnsweredWithTotals() throws Exception {
        String query = cluster.submit(spec("report", true), "{\"path\":\"" + HOME + "/in\"}");

        assertThat(cluster.ended(query).state()).isEqualTo(JobState.COMPLETED);
        assertThat(cluster.results(query).get(0L)).isEqualTo(new Succeeded(0, "{\"path\":\"" + HOME
                + "/in\",\"objects\":500,\"bytes\":1000,\"replicas\":500,\"replica_bytes\":1000}", Map.of()));
        String manifest = cluster.submit(spec("missing", true),
                "{\"path\":\"" + HOME + "/in\",\"manifest\":\"/etc/passwd\"}");
        assertThat(cluster.ended(manifest).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        assertThat(((Failed) cluster.results(manifest).get(0L)).messages().getFirst())
                .contains("IRODS_INGEST_APP_IRODS_MANIFEST_ROOTS");
    }

    private static BatchSpec spec(String op, boolean query) {
        return new BatchSpec(new Processor("irods", op), query, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
