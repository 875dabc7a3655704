package io.irodsingest.common.state.redis.batch;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches in Redis, as {@code head.lua} says. Thread-safe. */
public final class RedisBatchStore implements BatchStore {
    /** In how many parts a batch may come: its end goes over all of them, and takes Redis a millisecond or two. */
    public static final int MOST_SEGMENTS = 1_000;
    /** How long rows live that are not part of a batch. */
    private static final Duration STAGED = Duration.ofHours(1);
    private static final int LOOKED_AT_A_STEP = 1_000;
    private static final String ANY = "";

    private final BinaryScripts redis;
    private final BatchKeys keys;
    private final BatchUpkeep upkeep;

    /**
     * @param records reads those of many jobs together
     * @param prefix of all keys
     */
    public RedisBatchStore(BinaryScripts redis, JobFields records, String prefix) {
        this.redis = redis;
        keys = new BatchKeys(prefix);
        upkeep = new BatchUpkeep(redis, keys, records, STAGED);
    }

    @Override
    public void stage(String jobId, String token, int chunk, byte[] rows) throws InterruptedException {
        redis.run(BatchScript.STAGE.text(), List.of(keys.rows(jobId, Segments.token(token))),
                List.of(chunk, STAGED.toMillis(), rows));
    }

    @Override
    public void unstage(String jobId, String token) throws InterruptedException {
        redis.run(BatchScript.UNSTAGE.text(), List.of(keys.rows(jobId, Segments.token(token))), List.of());
    }

    @Override
    public Appended append(String jobId, Segment rows, boolean onlyIfEmpty) throws InterruptedException {
        List<Object> arguments = new ArrayList<>(Segments.components(rows));
        arguments.addAll(List.of(onlyIfEmpty ? 1 : 0, Predecessor.RELEASE.id(), MOST_SEGMENTS));
        List<Object> answer = redis.run(BatchScript.APPEND.text(),
                List.of(keys.job(jobId), keys.rows(jobId, rows.token())), arguments);
        String told = ScriptAnswers.text(answer.get(1));
        return switch (ScriptAnswers.text(answer.getFirst())) {
            case "done" -> new Appended.Done(Segments.content(answer.subList(2, answer.size())));
            case "held" -> new Appended.NotHeld(state(told));
            case "line" -> new Appended.LineTaken(Long.parseLong(told));
            case "many" -> new Appended.TooManySegments(MOST_SEGMENTS);
            case "gone" -> new Appended.Gone();
            default -> new Appended.Unknown();
        };
    }

    /** One that this version does not know stands for a pause, as it does everywhere. */
    private static JobState state(String name) {
        return List.of(JobState.values()).stream().filter(state -> state.name().equals(name)).findFirst()
                .orElse(JobState.PAUSED);
    }

    @Override
    public BatchContent content(String jobId) throws InterruptedException {
        return Segments.content(redis.run(BatchScript.CONTENT.text(), List.of(keys.job(jobId)), List.of()));
    }

    @Override
    public Optional<byte[]> rows(String jobId, Segment segment, int chunk) throws InterruptedException {
        String field = String.valueOf(chunk);
        return Optional.ofNullable(read(keys.rows(jobId, segment.token()), List.of(field)).get(field));
    }

    @Override
    public Map<String, byte[]> page(String jobId, String page, List<String> fields) throws InterruptedException {
        return read(keys.page(jobId, page), fields);
    }

    private Map<String, byte[]> read(String key, List<String> fields) throws InterruptedException {
        Map<String, byte[]> found = new HashMap<>();
        if (!fields.isEmpty()) {
            List<Object> answer = redis.run(BatchScript.READ.text(), List.of(key), fields);
            for (int i = 0; i < fields.size(); i++) {
                if (answer.get(i) instanceof byte[] content) {
                    found.put(fields.get(i), content);
                }
            }
        }
        return found;
    }

    @Override
    public void put(String jobId, String page, Map<String, byte[]> fields) throws InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(page));
        fields.forEach((field, content) -> arguments.addAll(List.of(field, content)));
        redis.run(BatchScript.PUT.text(), List.of(keys.job(jobId)), arguments);
    }

    @Override
    public long reserve(String jobId, long bytes, long most) throws InterruptedException {
        return ScriptAnswers.number(redis.run(BatchScript.RESERVE.text(), keys.ofClaims(),
                List.of(jobId, bytes, most, Ids.nonce())).getFirst());
    }

    @Override
    public void unreserve(String jobId, long bytes) throws InterruptedException {
        reserve(jobId, -bytes, Long.MAX_VALUE);
    }

    @Override
    public void enlist(BatchPlace place) throws InterruptedException {
        redis.run(BatchScript.ENLIST.text(), List.of(keys.list()), List.of("ZADD", BatchPlaces.member(place)));
    }

    @Override
    public List<BatchPlace> list(BatchQuery query) throws InterruptedException {
        List<BatchPlace> found = new ArrayList<>();
        String last = BatchPlaces.last(query);
        while (!last.isEmpty() && found.size() < query.limit()) {
            List<Object> answer = redis.run(BatchScript.LIST.text(), List.of(keys.list()),
                    List.of(last, BatchPlaces.first(query), BatchPlaces.kind(query.query()), query.app().orElse(ANY),
                            query.op().orElse(ANY), query.limit() - found.size(), LOOKED_AT_A_STEP));
            answer.stream().skip(1).map(ScriptAnswers::text).map(BatchPlaces::place).forEach(found::add);
            last = ScriptAnswers.text(answer.getFirst());
        }
        return List.copyOf(found);
    }

    @Override
    public void keepUp() throws InterruptedException {
        upkeep.step();
    }
}
