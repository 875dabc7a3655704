package io.irodsingest.common.broker;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    /** Only where a consumer may not learn that its queue is gone, it is made anew when it is idle. */
    @ParameterizedTest
    @CsvSource({"RabbitMQ, 3.10.8, true, false", "RabbitMQ, 3.11.28, true, true", "RabbitMQ, 3.13.7+1, true, true",
            "RabbitMQ, 4.2.0-rc.1, true, true", "RabbitMQ, unknown, true, false", "qpid, 10.1.0, false, false"})
    void knowsWhatABrokerTellsItsConsumers(String product, String version, boolean isRabbitMq, boolean tells) {
        Product known = Product.of(Map.of("product", product, "version", version));
        assertThat(known.isRabbitMq()).isEqualTo(isRabbitMq);
        assertThat(known.tellsOfDeletedQueues()).isEqualTo(tells);
    }
}
