package io.irodsingest.standalone;

import io.irodsingest.adminapi.S3Request;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.embedded.EmbeddedS3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store with one bucket in it, for a demonstration. */
final class DemoBucket implements AutoCloseable {
    static final String NAME = "demo";
    static final String ACCESS_KEY = "demo";
    /** Guards nothing but a server on loopback that forgets everything. */
    static final String SECRET_KEY = "demo-secret";

    private static final int SITES = 5;
    private static final int RUNS = 20;
    private static final int SAMPLES = 30;
    private static final List<String> ODD_KEYS = List.of("odd/with space", "odd/percent%41", "odd/plus+and&amp;",
            "odd/quote'\"`", "odd/üñï/文字", "odd/back\\slash", "odd/#?*", "odd/tab\there", "odd/trailing dot.");

    private final EmbeddedS3 store;
    private long objects;
    private long leftOut;

    private DemoBucket(EmbeddedS3 store) {
        this.store = store;
    }

    /** With a few thousand small objects, in memory. */
    static DemoBucket ofSamples() throws IOException {
        DemoBucket bucket = started(EmbeddedS3.inMemory(ACCESS_KEY, SECRET_KEY));
        for (int i = 0; i < SITES * RUNS * SAMPLES; i++) {
            bucket.put("site-%d/run-%02d/sample-%02d.txt".formatted(i / (RUNS * SAMPLES), i / SAMPLES % RUNS,
                    i % SAMPLES));
        }
        ODD_KEYS.forEach(bucket::put);
        return bucket;
    }

    /**
     * With the files of a tree.
     *
     * @param directory where the objects are kept
     */
    static DemoBucket ofTree(RawPath source, Path directory) throws IOException {
        DemoBucket bucket = started(EmbeddedS3.durable(directory, ACCESS_KEY, SECRET_KEY));
        boolean filled = false;
        try {
            ObjectsOfTree tree = ObjectsOfTree.put(source, bucket.store, NAME);
            bucket.objects = tree.stored();
            bucket.leftOut = tree.leftOut();
            filled = true;
        } finally {
            if (!filled) {
                bucket.close();
            }
        }
        return bucket;
    }

    private static DemoBucket started(EmbeddedS3 store) throws IOException {
        store.start().makeBucket(NAME);
        return new DemoBucket(store);
    }

    private void put(String key) {
        byte[] content = ("This is " + key + ".\n").getBytes(StandardCharsets.UTF_8);
        store.put(NAME, key, new ByteArrayInputStream(content), content.length);
        objects++;
    }

    /** What is in it, for people. */
    String describe() {
        return "the bucket " + NAME + " has " + objects + " objects" + (leftOut == 0
                ? ""
                : "; " + leftOut + " links, specials and what cannot be read or named in UTF-8 are not among them");
    }

    /** Where it is, for people. */
    String where() {
        return store.endpoint() + ", bucket " + NAME + ", access key " + ACCESS_KEY + ", secret key " + SECRET_KEY;
    }

    /** How a job gets at it. */
    S3Request access() {
        return new S3Request(Optional.of(store.endpoint().getAuthority()), Optional.empty(), Optional.empty(),
                Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ACCESS_KEY),
                Optional.of(SECRET_KEY));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
