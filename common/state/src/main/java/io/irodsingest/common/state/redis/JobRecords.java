package io.irodsingest.common.state.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.redisson.client.codec.StringCodec;

/** Records of many jobs as they are in Redis, in as few round trips as is good. Thread-safe. */
final class JobRecords {
    /** An answer that takes too long is asked for again, and in vain. */
    private static final int AT_ONCE = 500;

    private final RedisCalls redis;
    private final Keys keys;

    JobRecords(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The fields of each record, in the order of the ids; of a job that is forgotten, none. */
    List<Map<String, String>> read(List<String> ids) throws InterruptedException {
        List<Map<String, String>> records = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            redis.batch(batch -> some.forEach(
                    id -> batch.getMap(keys.job(id), StringCodec.INSTANCE).readAllMapAsync())).stream()
                    .map(JobRecords::asFields).forEach(records::add);
        }
        return records;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> asFields(Object answer) {
        return (Map<String, String>) answer;
    }
}
