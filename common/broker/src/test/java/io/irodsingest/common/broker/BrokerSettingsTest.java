package io.irodsingest.common.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.broker.BrokerSettings.Address;
import io.irodsingest.common.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokerSettingsTest {
    private static final Secret PASSWORD = new Secret("s3cret");

    private static BrokerSettings read(String uri) {
        return BrokerSettings.of(uri, PASSWORD, "test");
    }

    @Test
    void readsAllParts() {
        assertThat(read("amqps://in%40gest@one:1111,two,[::1]:3333/a%2Fb+c"))
                .isEqualTo(new BrokerSettings(
                        List.of(new Address("one", 1111), new Address("two", 5671), new Address("::1", 3333)),
                        "in@gest", PASSWORD, "a/b+c", true, "test"));
    }

    @ParameterizedTest
    @CsvSource({"amqp://host", "amqp://host/", "amqp://guest@host:5672/%2F"})
    void understandsWhatIsLeftOut(String uri) {
        assertThat(read(uri)).isEqualTo(
                new BrokerSettings(List.of(new Address("host", 5672)), "guest", PASSWORD, "/", false, "test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"host:5672 | is not of the form", "http://host | begins with http://",
            "amqp://user:pw1@host | holds a password", "amqp:///x | ''", "amqp://host:99999 | 99999",
            "amqp://host:x | 'host:x'", "amqp://a,,b | ''", "amqp://host/a/b | behind its virtual host",
            "amqp://host/?heartbeat=1 | behind its virtual host", "amqp://host/%zz | percent-encoding"})
    void saysWhatIsWrong(String uri, String complaint) {
        assertThatThrownBy(() -> read(uri)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint.equals("''") ? "''" : complaint).hasMessageNotContaining("pw1");
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(read("amqp://host").toString()).doesNotContain("s3cret").contains("host:5672");
    }
}
