package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.Faults.Moment;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured of requests to iRODS, against a server whose answers are known. */
class IrodsMetricsTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int REGISTER = 20008;
    private static final int FILES = 40;

    private final ProcessMetrics metrics = new ProcessMetrics("test", "1");
    private MiniIrods server;
    private Irods client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().start();
        client = TestClient.open(MiniIrodsContract.environment("127.0.0.1", server.port(), "rods", "rods"),
                PoolSettings.DEFAULT, metrics.meters());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void requestsThatAreSentTogetherAreTimedEach() throws Exception {
        server.faults().delay(REGISTER, Duration.ofMillis(20), 10);
        try (IrodsSession session = client.session()) {
            assertThat(session.register(files())).allMatch(Reply::isOk);
            assertThat(value("connections{state=\"used\"}")).isEqualTo(1);
            assertThat(session.register(files())).noneMatch(Reply::isOk);
        }

        assertThat(value("request_seconds_count{api=\"REGISTER_PHYSICAL_PATH\"}")).isEqualTo(2 * FILES);
        assertThat(value("request_seconds_sum{api=\"REGISTER_PHYSICAL_PATH\"}")).isGreaterThan(0.2);
        assertThat(value("errors_total{api=\"REGISTER_PHYSICAL_PATH\",error=\"exists_already\"}")).isEqualTo(FILES);
        assertThat(value("request_seconds_count{api=\"CONNECT\"}")).isEqualTo(1);
        assertThat(value("connections{state=\"used\"}")).isZero();
        assertThat(value("connections{state=\"idle\"}")).isEqualTo(1);
        assertThat(value("connections_limit")).isEqualTo(PoolSettings.DEFAULT.size());
        assertThat(metrics.text()).doesNotContain("api=\"20008\"");
    }

    @Test
    void aQueryThatFindsNothingIsNoError() throws Exception {
        try (IrodsSession session = client.session()) {
            assertThat(session.replicas(HOME, List.of("nothing"))).isEmpty();
        }

        assertThat(metrics.text()).contains("irods_ingest_irods_request_seconds_count{api=\"GEN_QUERY")
                .doesNotContain("error=\"no_rows\"");
    }

    @Test
    void whatIsSentIsCountedInBytes() throws Exception {
        int size = 9 * 1024 * 1024;
        try (IrodsSession session = client.session()) {
            session.put(new Put(HOME + "/small", Optional.empty(), 1000, false, false), TestContent.random(1000));
            session.put(new Put(HOME + "/large", Optional.empty(), size, false, false), TestContent.random(size));
        }

        assertThat(value("sent_bytes_total")).isEqualTo(1000 + size);
        assertThat(value("request_seconds_count{api=\"DATA_OBJ_WRITE\"}")).isEqualTo(3);
    }

    @Test
    void connectionsThatAreLostOrNotMadeAreCounted() throws Exception {
        assertThat(value("errors_total{api=\"CONNECT\",error=\"unavailable\"}")).isZero();
        server.faults().dropConnectionOn(REGISTER, Moment.BEFORE_EXECUTION, 1);
        try (IrodsSession session = client.session()) {
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> session.register(files()));
        }
        assertThat(value("lost_connections_total")).isEqualTo(1);

        server.faults().refuseConnections(true);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(client::session);
        assertThat(value("errors_total{api=\"CONNECT\",error=\"unavailable\"}")).isEqualTo(1);
    }

    private double value(String sample) {
        Matcher found = Pattern.compile("^irods_ingest_irods_" + Pattern.quote(sample) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics.text());
        assertThat(found.find()).as("%s is in %s", sample, metrics.text()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static List<Registration> files() {
        return IntStream.range(0, FILES).mapToObj(i -> new Registration(HOME + "/f" + i, Optional.of("demoResc"),
                RawPath.ofText("/data/f" + i), i, 1_700_000_000L)).toList();
    }
}
