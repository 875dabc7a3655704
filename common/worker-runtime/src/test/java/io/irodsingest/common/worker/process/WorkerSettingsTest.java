package io.irodsingest.common.worker.process;

import io.irodsingest.common.worker.WorkerOptions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a worker that is not heard of is taken for dead, and how often it is heard of. */
class WorkerSettingsTest {
    private static final String SILENCE = "IRODS_INGEST_WORKER_SILENCE";
    private static final Map<String, String> IRODS = Map.of("IRODS_HOST", "localhost", "IRODS_PORT", "1247",
            "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods", "HOME", "/nowhere");

    @Test
    void itIsFifteenSecondsWhenNothingIsSaid() throws Exception {
        assertThat(read(IRODS)).returns(Duration.ofSeconds(15), WorkerOptions::silence)
                .returns(Duration.ofSeconds(2), WorkerOptions::beat);
    }

    @ParameterizedTest
    @CsvSource({"3s, 600", "9s, 1800", "10m, 2000"})
    void severalHeartbeatsFitIntoIt(String silence, long beat) throws Exception {
        assertThat(read(with(silence)).beat()).isEqualTo(Duration.ofMillis(beat));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999ms", "11m"})
    void whatIsTooShortOrTooLongIsRefused(String silence) {
        assertThatThrownBy(() -> read(with(silence))).isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(SILENCE + " must be from 3s to 10m");
    }

    private static Map<String, String> with(String silence) {
        Map<String, String> environment = new HashMap<>(IRODS);
        environment.put(SILENCE, silence);
        return environment;
    }

    private static WorkerOptions read(Map<String, String> environment) throws InvalidSettingsException {
        return Settings.build(environment,
                values -> WorkerSettings.read(values, "worker-test", List.of("file"), environment)).options();
    }
}
