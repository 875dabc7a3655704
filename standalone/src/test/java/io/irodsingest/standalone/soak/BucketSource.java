package io.irodsingest.standalone.soak;

import io.irodsingest.embedded.EmbeddedS3;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A bucket of its own in the store of the soak. */
final class BucketSource extends Changing {
    private final EmbeddedS3 store;
    private final String bucket;
    private final Map<String, byte[]> contents = new HashMap<>();

    BucketSource(EmbeddedS3 store, String bucket) {
        super(false);
        this.store = store;
        this.bucket = bucket;
        store.makeBucket(bucket);
    }

    @Override
    public String address() {
        return '/' + bucket;
    }

    @Override
    void write(String path, byte[] content, boolean whole) {
        byte[] before = whole ? new byte[0] : contents.get(path);
        byte[] now = Arrays.copyOf(before, before.length + content.length);
        System.arraycopy(content, 0, now, before.length, content.length);
        contents.put(path, now);
        store.put(bucket, path, new ByteArrayInputStream(now), now.length);
    }

    @Override
    void remove(String path) {
        contents.remove(path);
        store.remove(bucket, path);
    }

    @Override
    void removed(String directory) {
        // a bucket has no directories
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.ofFiles(files());
    }

    @Override
    public InputStream open(String path) {
        return new ByteArrayInputStream(contents.get(path));
    }
}
