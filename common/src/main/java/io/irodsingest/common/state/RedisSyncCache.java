package io.irodsingest.common.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.RBatch;
import org.redisson.api.RMapAsync;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** The sync cache as one Redis hash for each bucket. */
final class RedisSyncCache implements SyncCache {
    private final Wire wire;
    private final Keys keys;

    RedisSyncCache(Wire wire, Keys keys) {
        this.wire = wire;
        this.keys = keys;
    }

    @Override
    public Map<Bucket, Map<NameHash, EntryStamp>> read(Collection<Bucket> buckets) throws InterruptedException {
        return buckets.isEmpty() ? Map.of() : removeThenRead(List.of(), List.copyOf(buckets));
    }

    @Override
    public Set<String> divisions(DirectoryKey directory) throws InterruptedException {
        return wire.send(() -> wire.redisson().<String>getSet(keys.divisions(directory), StringCodec.INSTANCE)
                .readAllAsync());
    }

    @Override
    public void forgetTrees(Collection<DirectoryKey> directories) throws InterruptedException {
        new TreeRemoval(this).remove(directories);
    }

    /** Takes away where a directory was divided. */
    void join(DirectoryKey directory) throws InterruptedException {
        wire.send(() -> wire.redisson().getKeys().unlinkAsync(keys.divisions(directory)));
    }

    /** Takes buckets away, one after the other, and reads others, in one round trip. */
    Map<Bucket, Map<NameHash, EntryStamp>> removeThenRead(List<Bucket> gone, List<Bucket> asked)
            throws InterruptedException {
        List<?> answers = wire.batch(batch -> {
            gone.forEach(bucket -> batch.getKeys().unlinkAsync(keys.bucket(bucket)));
            asked.forEach(bucket -> map(batch, keys, bucket).readAllMapAsync());
        });
        Map<Bucket, Map<NameHash, EntryStamp>> all = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            all.put(asked.get(i), decode((Map<?, ?>) answers.get(gone.size() + i)));
        }
        return all;
    }

    /** Adds the commands of an update to a batch, in the order that {@link CacheUpdate} promises. */
    static void add(RBatch batch, Keys keys, CacheUpdate update) {
        update.dropped().forEach(bucket -> batch.getKeys().unlinkAsync(keys.bucket(bucket)));
        update.forgotten().forEach((bucket, names) -> map(batch, keys, bucket)
                .fastRemoveAsync(names.stream().map(StampCodec::encode).toArray(byte[][]::new)));
        update.put().forEach((bucket, stamps) -> {
            Map<byte[], byte[]> encoded = HashMap.newHashMap(stamps.size());
            stamps.forEach((name, stamp) -> encoded.put(StampCodec.encode(name), StampCodec.encode(stamp)));
            map(batch, keys, bucket).putAllAsync(encoded);
        });
        update.divided().forEach((directory, names) -> batch
                .<String>getSet(keys.divisions(directory), StringCodec.INSTANCE).addAllAsync(names));
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
