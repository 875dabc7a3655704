package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.state.redis.RedisState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of a process since it began, as its beats carry them: {@code irods_requests_NUMBER} by API number,
 * {@code redis_round_trips}, {@code broker_published} and {@code broker_delivered} messages, {@code cpu_millis}.
 */
final class Figures {
    private Figures() {}

    static Map<String, Long> of(RedisState state, Broker broker, Irods irods) {
        Map<String, Long> figures = new LinkedHashMap<>();
        irods.requests().forEach((api, count) -> figures.put("irods_requests_" + api, count));
        figures.put("redis_round_trips", state.roundTrips());
        figures.put("broker_published", broker.traffic().published());
        figures.put("broker_delivered", broker.traffic().delivered());
        figures.put("cpu_millis", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
        return figures;
    }
}
