package io.irodsingest.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void withoutAnEndpointNothingIsSent() throws Exception {
        TraceSettings settings = Settings.build(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), TraceSettings::read);

        assertThat(settings.properties()).isEmpty();
        assertThat(settings.open("test", "1").isOn()).isFalse();
    }

    @Test
    void namesAreThoseOfOpenTelemetry() throws Exception {
        TraceSettings settings = Settings.build(Map.of(ENDPOINT, "http://collector:4318", "OTEL_EXPORTER_OTLP_HEADERS",
                "a=b,c=d%20e", "OTEL_TRACES_SAMPLER", "traceidratio"), TraceSettings::read);

        assertThat(settings.properties()).hasValue(Map.of("otel.exporter.otlp.endpoint", "http://collector:4318",
                "otel.exporter.otlp.headers", "a=b,c=d%20e", "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.traces.sampler", "traceidratio"));
    }

    @Test
    void itsSecretFilesAreNoSourceOfJobs() {
        OwnFiles own = OwnFiles.of(Map.of("OTEL_EXPORTER_OTLP_HEADERS_FILE", "/data/headers",
                "OTEL_EXPORTER_OTLP_CLIENT_KEY", "/data/key.pem", "OTEL_SERVICE_NAME", "/data/name"));

        assertThat(own.files()).containsExactlyInAnyOrder(Path.of("/data/headers"), Path.of("/data/key.pem"));
    }

    @Test
    void headersMayComeFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("headers"), "authorization=Bearer%20secret\n");
        TraceSettings settings = Settings.build(Map.of(ENDPOINT, "http://collector:4318",
                "OTEL_EXPORTER_OTLP_HEADERS_FILE", file.toString()), TraceSettings::read);

        assertThat(settings.properties().orElseThrow()).containsEntry("otel.exporter.otlp.headers",
                "authorization=Bearer%20secret");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"OTEL_EXPORTER_OTLP_ENDPOINT,collector:4318,must be an address like http://host:port",
            "OTEL_EXPORTER_OTLP_PROTOCOL,grpc,must be http/protobuf",
            "OTEL_EXPORTER_OTLP_HEADERS,the-secret,must be pairs NAME=VALUE",
            "OTEL_EXPORTER_OTLP_HEADERS,a=the-secret%,write %25 for a percent sign"})
    void whatIsWrongIsToldWithoutSecrets(String name, String value, String told) {
        Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, "http://collector:4318"));
        environment.put(name, value);

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> Settings.build(environment, TraceSettings::read))
                .satisfies(wrong -> assertThat(wrong.problems()).singleElement().asString().startsWith(name + ' ')
                        .contains(told).doesNotContain("the-secret"));
    }
}
