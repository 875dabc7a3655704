package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.RScript;

/** One hash for each task; what its fields mean is said in {@code marks.lua}. */
final class RedisTaskMarks implements TaskMarks {
    /** For marks whose task is never committed, of jobs that were stopped. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String PLANNED = "p";
    private static final String DONE = "d";

    private final RedisCalls redis;
    private final String key;

    RedisTaskMarks(RedisCalls redis, Keys keys, TaskMessage task) {
        this.redis = redis;
        this.key = keys.marks(task);
    }

    @Override
    public Marks begin(Map<String, String> plan) throws InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(KEPT.toMillis()));
        plan.forEach((entry, event) -> arguments.addAll(List.of(PLANNED + entry, event)));
        List<Object> fields = redis.run(Script.MARKS, RScript.ReturnType.LIST, List.of(key), arguments);
        Map<String, String> first = new HashMap<>();
        Set<String> done = new HashSet<>();
        for (int i = 0; i < fields.size(); i += 2) {
            String field = (String) fields.get(i);
            String entry = field.substring(1);
            if (field.startsWith(DONE)) {
                done.add(entry);
            } else {
                first.put(entry, (String) fields.get(i + 1));
            }
        }
        return new Marks(first, done);
    }

    @Override
    public void done(String entry) throws InterruptedException {
        redis.run(Script.MARKED, RScript.ReturnType.VALUE, List.of(key), List.of(DONE + entry));
    }
}
