package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.EntryKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.api.RBatch;
import org.redisson.api.RMapAsync;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** The sync cache as one Redis hash for each bucket. */
final class RedisSyncCache implements SyncCache {
    private final RedisCalls redis;
    private final Keys keys;

    RedisSyncCache(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public Map<Bucket, Map<NameHash, EntryStamp>> read(Collection<Bucket> buckets) throws InterruptedException {
        return buckets.isEmpty() ? Map.of() : removeThenRead(List.of(), List.copyOf(buckets));
    }

    @Override
    public Map<Bucket, Map<NameHash, EntryStamp>> read(Map<Bucket, Set<NameHash>> names) throws InterruptedException {
        if (names.isEmpty()) {
            return Map.of();
        }
        List<Bucket> asked = List.copyOf(names.keySet());
        List<?> answers = redis.inOrder(List.of(batch -> asked.forEach(bucket -> map(batch, keys, bucket).getAllAsync(
                names.get(bucket).stream().map(StampCodec::encode).collect(Collectors.toSet())))));
        Map<Bucket, Map<NameHash, EntryStamp>> all = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            all.put(asked.get(i), decode((Map<?, ?>) answers.get(i)));
        }
        return all;
    }

    @Override
    public Set<String> divisions(DirectoryKey directory) throws InterruptedException {
        return redis.send(() -> redis.redisson().<String>getSet(keys.divisions(directory), StringCodec.INSTANCE)
                .readAllAsync());
    }

    @Override
    public OptionalInt tag(DirectoryKey above, long way) throws InterruptedException {
        Bucket table = new Bucket(above, 0);
        Map<NameHash, EntryStamp> entries = read(List.of(table)).get(table);
        return IntStream.rangeClosed(1, LARGEST_TAG).filter(tag -> isOf(way, entries.get(new NameHash(tag))))
                .findFirst();
    }

    @Override
    public int newTag(DirectoryKey above, long way) throws InterruptedException {
        while (true) {
            OptionalInt known = tag(above, way);
            if (known.isPresent()) {
                return known.getAsInt();
            }
            for (int tag = 1; tag <= LARGEST_TAG; tag++) {
                if (take(above, tag, way)) {
                    return tag;
                }
            }
            if (tag(above, way).isEmpty()) {
                forgetTrees(List.of(above));
            }
        }
    }

    private static boolean isOf(long way, EntryStamp pretended) {
        return pretended != null && pretended.modifiedNanos() == way;
    }

    /** Returns whether nobody has that tag yet. Two that take one for the same way at a time may get two, which does no harm. */
    private boolean take(DirectoryKey above, int tag, long way) throws InterruptedException {
        byte[] pretended = StampCodec.encode(new EntryStamp(EntryKind.REGULAR, 0, way, way, tag));
        return redis.send(() -> redis.redisson()
                .<byte[], byte[]>getMap(keys.bucket(new Bucket(above, 0)), ByteArrayCodec.INSTANCE)
                .fastPutIfAbsentAsync(StampCodec.encode(new NameHash(tag)), pretended));
    }

    @Override
    public void forgetTrees(Collection<DirectoryKey> directories) throws InterruptedException {
        new TreeRemoval(this).remove(directories);
    }

    /** Takes away where a directory was divided. */
    void join(DirectoryKey directory) throws InterruptedException {
        redis.send(() -> redis.redisson().getKeys().unlinkAsync(keys.divisions(directory)));
    }

    /**
     * Takes buckets away and reads others, in one round trip if that can be.
     *
     * @param gone in groups, each of which goes before the next
     */
    Map<Bucket, Map<NameHash, EntryStamp>> removeThenRead(List<List<Bucket>> gone, List<Bucket> asked)
            throws InterruptedException {
        List<Consumer<RBatch>> steps = new ArrayList<>();
        gone.forEach(group -> steps.add(batch -> group.forEach(bucket -> remove(batch, keys, bucket))));
        if (!asked.isEmpty()) {
            steps.add(batch -> asked.forEach(bucket -> map(batch, keys, bucket).readAllMapAsync()));
        }
        List<?> answers = redis.inOrder(steps);
        int before = answers.size() - asked.size();
        Map<Bucket, Map<NameHash, EntryStamp>> all = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            all.put(asked.get(i), decode((Map<?, ?>) answers.get(before + i)));
        }
        return all;
    }

    /** The commands of an update, in the order that {@link CacheUpdate} promises. */
    static List<Consumer<RBatch>> steps(Keys keys, CacheUpdate update) {
        List<Consumer<RBatch>> steps = new ArrayList<>();
        if (!update.dropped().isEmpty()) {
            steps.add(batch -> update.dropped().forEach(bucket -> remove(batch, keys, bucket)));
        }
        if (!update.forgotten().isEmpty()) {
            steps.add(batch -> update.forgotten().forEach((bucket, names) -> map(batch, keys, bucket)
                    .fastRemoveAsync(names.stream().map(StampCodec::encode).toArray(byte[][]::new))));
        }
        if (!update.put().isEmpty()) {
            steps.add(batch -> update.put()
                    .forEach((bucket, stamps) -> map(batch, keys, bucket).putAllAsync(encode(stamps))));
        }
        if (!update.divided().isEmpty()) {
            steps.add(batch -> update.divided().forEach((directory, names) -> batch
                    .<String>getSet(keys.divisions(directory), StringCodec.INSTANCE).addAllAsync(names)));
        }
        return steps;
    }

    private static void remove(RBatch batch, Keys keys, Bucket bucket) {
        batch.getBucket(keys.bucket(bucket)).unlinkAsync();
    }

    private static Map<byte[], byte[]> encode(Map<NameHash, EntryStamp> stamps) {
        Map<byte[], byte[]> encoded = HashMap.newHashMap(stamps.size());
        stamps.forEach((name, stamp) -> encoded.put(StampCodec.encode(name), StampCodec.encode(stamp)));
        return encoded;
    }

    private static RMapAsync<byte[], byte[]> map(RBatch batch, Keys keys, Bucket bucket) {
        return batch.getMap(keys.bucket(bucket), ByteArrayCodec.INSTANCE);
    }

    private static Map<NameHash, EntryStamp> decode(Map<?, ?> fields) {
        Map<NameHash, EntryStamp> stamps = HashMap.newHashMap(fields.size());
        fields.forEach((name, stamp) -> StampCodec.decode((byte[]) stamp)
                .ifPresent(known -> stamps.put(StampCodec.decodeName((byte[]) name), known)));
        return stamps;
    }
}
