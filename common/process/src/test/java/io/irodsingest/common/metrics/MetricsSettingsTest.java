package io.irodsingest.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may listen to a worker's metrics. */
class MetricsSettingsTest {
    private static final String TOKEN = "0123456789abcdef";

    private static Optional<MetricsListener.Options> read(String... settings) throws InvalidSettingsException {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("IRODS_INGEST_METRICS_" + settings[i], settings[i + 1]);
        }
        return Settings.build(environment, MetricsSettings::read);
    }

    @Test
    void withoutAPortNobodyIsListenedTo() throws Exception {
        assertThat(read()).isEmpty();
        assertThat(read("TOKEN", TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9100", "65535"})
    void onALoopbackAddressNoTokenIsNeeded(String port) throws Exception {
        assertThat(read("PORT", port)).hasValueSatisfying(options -> {
            assertThat(options.port()).isEqualTo(Integer.parseInt(port));
            assertThat(options.address().isLoopbackAddress()).isTrue();
            assertThat(options.token()).isEmpty();
        });
    }

    @Test
    void anotherAddressNeedsOne() throws Exception {
        assertThatThrownBy(() -> read("PORT", "0", "BIND", "0.0.0.0")).isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("IRODS_INGEST_METRICS_BIND is '0.0.0.0', which others can reach: set "
                        + "IRODS_INGEST_METRICS_TOKEN or IRODS_INGEST_METRICS_TOKEN_FILE, or listen on 127.0.0.1");

        assertThat(read("PORT", "0", "BIND", "0.0.0.0", "TOKEN", TOKEN))
                .hasValueSatisfying(options -> assertThat(options.token()).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"PORT, -1, must be a whole number from 0 to 65535",
            "PORT, 65536, must be a whole number from 0 to 65535",
            "BIND, 300.1.1.1, is no address of this machine", "TOKEN, 0123456789abcde, has less than 16 characters"})
    void whatIsWrongIsSaid(String name, String value, String why) {
        assertThatThrownBy(() -> read(name.equals("PORT")
                ? new String[]{name, value}
                : new String[]{"PORT", "0", name, value})).isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("IRODS_INGEST_METRICS_" + name).hasMessageContaining(why)
                .hasMessageNotContaining("0123456789abcde");
    }
}
