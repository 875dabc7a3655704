package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CacheUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The changes of the sync cache that {@code commit.lua} makes, in the order that {@link CacheUpdate} promises.
 *
 * @param keys one for each change
 * @param changes what is done with each key
 * @param values of all changes, one after the other
 */
record CacheChanges(List<Object> keys, List<Change> changes, List<Object> values) {
    static final CacheChanges NONE = new CacheChanges(List.of(), List.of(), List.of());

    /**
     * As the script reads it in JSON.
     *
     * @param command of Redis
     * @param values how many arguments it has
     */
    record Change(String command, int values) {}

    static CacheChanges of(Keys keys, CacheUpdate update) {
        if (update.isEmpty()) {
            return NONE;
        }
        CacheChanges all = new CacheChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        update.dropped().forEach(bucket -> all.add("UNLINK", keys.bucket(bucket), List.of()));
        update.forgotten().forEach((bucket, names) -> all.add("HDEL", keys.bucket(bucket),
                names.stream().map(StampCodec::encode).toList()));
        update.put().forEach((bucket, stamps) -> {
            List<Object> fields = new ArrayList<>(2 * stamps.size());
            stamps.forEach((name, stamp) -> {
                fields.add(StampCodec.encode(name));
                fields.add(StampCodec.encode(stamp));
            });
            all.add("HSET", keys.bucket(bucket), fields);
        });
        update.divided().forEach((directory, names) -> all.add("SADD", keys.divisions(directory), names));
        return all;
    }

    private void add(String command, String key, Collection<?> arguments) {
        if (!arguments.isEmpty() || command.equals("UNLINK")) {
            keys.add(key);
            changes.add(new Change(command, arguments.size()));
            values.addAll(arguments);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }
}
