package io.irodsingest.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Setting PORT = Setting.of("IRODS_INGEST_PORT", "8080", "Where it listens");
    private static final Setting PAUSE = Setting.of("IRODS_INGEST_PAUSE", "30s", "How long it waits");
    private static final Setting TOKEN = Setting.secret("IRODS_INGEST_TOKEN", "What a client must show");
    private static final Setting URL = Setting.secret("IRODS_INGEST_URL", "amqp://localhost:5672", "Where it is");

    @TempDir
    private Path folder;

    private enum Format {
        TEXT, JSON
    }

    @Test
    void whatIsNotSetHasItsDefault() throws Exception {
        assertThat(Settings.<List<Object>>build(Map.of("IRODS_INGEST_PAUSE", " "),
                s -> List.of(s.integer(PORT, 0, 65_535), s.duration(PAUSE), s.text(TOKEN),
                        s.address(URL, Set.of("amqp")))))
                .containsExactly(8080, Duration.ofSeconds(30), Optional.empty(),
                        Optional.of(URI.create("amqp://localhost:5672")));
    }

    @Test
    void variablesWinOverTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("settings"),
                "IRODS_INGEST_PORT = 1\nIRODS_INGEST_PAUSE = 5m\n");

        assertThat(Settings.<List<Object>>build(
                Map.of("IRODS_INGEST_CONFIG", file.toString(), "IRODS_INGEST_PORT", "2"),
                s -> List.of(s.integer(PORT, 0, 65_535), s.duration(PAUSE))))
                .containsExactly(2, Duration.ofMinutes(5));
    }

    @Test
    void aSecretComesFromItsFile() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

        assertThat(Settings.<Optional<String>>build(Map.of("IRODS_INGEST_TOKEN_FILE", file.toString()),
                s -> s.text(TOKEN)))
                .contains("s3cret");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> environment = Map.of("IRODS_INGEST_PORT", "65536", "IRODS_INGEST_PAUSE", "30",
                "IRODS_INGEST_TOKEN_FILE", "/nowhere", "IRODS_INGEST_CONFIG", folder.resolve("none").toString(),
                "IRODS_INGEST_URL", "http://user:pass@host");

        var problem = catchThrowableOfType(InvalidSettingsException.class, () -> Settings.build(environment,
                s -> List.of(s.integer(PORT, 0, 65_535), s.duration(PAUSE), s.text(TOKEN),
                        s.address(URL, Set.of("amqp")).orElseThrow())));

        assertThat(problem.problems()).containsExactly(
                "IRODS_INGEST_CONFIG names '" + folder.resolve("none")
                        + "', which cannot be read: there is no such file",
                "IRODS_INGEST_PORT must be a whole number from 0 to 65535",
                "IRODS_INGEST_PAUSE is '30': must be a time with its unit, like 500ms, 30s, 5m or 2h",
                "IRODS_INGEST_TOKEN_FILE names '/nowhere', which cannot be read: there is no such file",
                "IRODS_INGEST_URL must be an address like amqp://host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eighty", "-1", "1e3", "99999999999"})
    void aNumberIsANumber(String text) {
        assertThatThrownBy(() -> Settings.build(Map.of("IRODS_INGEST_PORT", text), s -> s.integer(PORT, 0, 65_535)))
                .isInstanceOf(InvalidSettingsException.class).hasMessageContaining("IRODS_INGEST_PORT");
    }

    @ParameterizedTest
    @CsvSource({"1ms,PT0.001S", "2s,PT2S", "3m,PT3M", "4 h,PT4H"})
    void timesHaveUnits(String text, Duration expected) throws Exception {
        assertThat(Settings.<Duration>build(Map.of("IRODS_INGEST_PAUSE", text), s -> s.duration(PAUSE)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "s", "-1s", "1d", "1.5s"})
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChoiceNamesWhatCanBeChosen() throws Exception {
        Setting format = Setting.of("IRODS_INGEST_FORMAT", "text", "How");

        assertThat(Settings.<Format>build(Map.of("IRODS_INGEST_FORMAT", "JSON"), s -> s.choice(format, Format.class)))
                .isEqualTo(Format.JSON);
        assertThatThrownBy(
                () -> Settings.build(Map.of("IRODS_INGEST_FORMAT", "xml"), s -> s.choice(format, Format.class)))
                .hasMessage("IRODS_INGEST_FORMAT is 'xml': must be one of text, json");
    }

    @Test
    void aSecretIsSetInOneWay() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "a");

        assertThatThrownBy(() -> Settings.build(
                Map.of("IRODS_INGEST_TOKEN", "b", "IRODS_INGEST_TOKEN_FILE", file.toString()), s -> s.text(TOKEN)))
                .hasMessage("IRODS_INGEST_TOKEN and IRODS_INGEST_TOKEN_FILE are both set; set one");
    }

    @Test
    void helpNamesEverySettingWithItsDefault() {
        assertThat(Usage.text("A process.", List.of(PORT, TOKEN))).isEqualTo("""
                A process.

                Settings, as environment variables:
                  IRODS_INGEST_PORT [8080]
                      Where it listens
                  IRODS_INGEST_TOKEN
                      What a client must show
                      or IRODS_INGEST_TOKEN_FILE: a file that holds it
                """);
    }
}
