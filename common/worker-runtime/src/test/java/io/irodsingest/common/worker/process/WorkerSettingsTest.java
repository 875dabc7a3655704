package io.irodsingest.common.worker.process;

import io.irodsingest.common.worker.WorkerOptions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        return with(SILENCE, silence);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(IRODS);
        environment.put(name, value);
        return environment;
    }

    @Test
    void withoutSettingsAWorkerTakesFromTheQueuesOfItsKindOnFourThreads() throws Exception {
        assertThat(read(IRODS)).returns(List.of("file"), WorkerOptions::queues).returns(4, WorkerOptions::threads)
                .returns(WorkerOptions.DEFAULT_DEEP_QUEUE, WorkerOptions::deepQueue)
                .returns(WorkerOptions.DEFAULT_DRAIN, WorkerOptions::drain)
                .returns(WorkerOptions.DEFAULT_SOURCE_PATIENCE, WorkerOptions::sourcePatience)
                .returns(Optional.empty(), WorkerOptions::profiles);
    }

    @Test
    void queuesAreTakenInTheOrderInWhichTheyAreNamed() throws Exception {
        assertThat(read(with("IRODS_INGEST_QUEUES", "path, lab-files")).queues()).containsExactly("path", "lab-files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"IRODS_INGEST_QUEUES | a,a | must name each queue once, and at least one",
            "IRODS_INGEST_QUEUES | , | must name each queue once, and at least one",
            "IRODS_INGEST_QUEUES | amq.x | names 'amq.x': that name ",
            "IRODS_INGEST_THREADS | 0 | must be a whole number from 1 to 256",
            "IRODS_INGEST_PROFILE_DIR | /nowhere | is no directory",
            "IRODS_PORT | none | IRODS_ENVIRONMENT_FILE or a variable: "})
    void whatIsWrongIsSaidInOneLine(String name, String value, String why) {
        assertThatThrownBy(() -> read(with(name, value))).isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name).hasMessageContaining(why);
    }

    @Test
    void profilesGoToADirectoryThatIsThere(@TempDir Path directory) throws Exception {
        assertThat(read(with("IRODS_INGEST_PROFILE_DIR", directory.toString())).profiles()).contains(directory);
    }

    /** Of what is not among them {@code --help} says nothing, and that it is unknown is a problem. */
    @Test
    void allSettingsAreAmongThoseThatAreTold() {
        assertThat(WorkerSettings.all(List.of("file"))).extracting(Setting::name).contains("IRODS_INGEST_THREADS",
                "IRODS_INGEST_QUEUES", "IRODS_INGEST_DRAIN", "IRODS_ENVIRONMENT_FILE", "IRODS_INGEST_METRICS_PORT");
    }

    private static WorkerOptions read(Map<String, String> environment) throws InvalidSettingsException {
        return Settings.build(environment,
                values -> WorkerSettings.read(values, "worker-test", List.of("file"), environment)).options();
    }
}
