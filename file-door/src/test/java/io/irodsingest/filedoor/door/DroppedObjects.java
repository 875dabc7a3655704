package io.irodsingest.filedoor.door;

import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.filedoor.StandInOrchestrator;
import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.check.Checkers;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;
import io.irodsingest.filedoor.http.Orchestrator;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;

/** A prefix of a bucket of its own with doors on it, and a time that passes when a test says so. */
final class DroppedObjects implements AutoCloseable {
    static final Duration SETTLE = Duration.ofSeconds(10);
    private static final String PREFIX = "drop/avus/";
    private static final S3Server STORE = TestServers.s3();
    private static final S3Credentials USER = new S3Credentials.KeyPair(STORE.accessKey(),
            new Secret(STORE.secretKey()));

    final StandInOrchestrator orchestrator = new StandInOrchestrator();
    private final Orchestrator client = orchestrator.client();
    private final BucketPrefix prefix = new BucketPrefix("doors-" + UUID.randomUUID(), PREFIX, STORE.endpoint(),
            "us-east-1");
    private final StoreClient store = StoreClient.open(
            S3Store.of(STORE.endpoint().getAuthority(), "us-east-1", false), USER,
            new StoreClient.Making(2, TrustedAuthorities.OF_JVM, StoreRetries::strategy));
    private final AtomicLong nanos = new AtomicLong();
    private final List<BucketDoor> doors = new ArrayList<>();

    DroppedObjects() throws Exception {
        makeBucket();
    }

    void makeBucket() {
        store.s3().createBucket(request -> request.bucket(prefix.bucket()));
    }

    /** Takes away a bucket that is empty. */
    void deleteBucket() {
        store.s3().deleteBucket(request -> request.bucket(prefix.bucket()));
    }

    BucketDoor door() {
        return door(Step.Listener.NONE);
    }

    BucketDoor door(Step.Listener steps) {
        DoorConfig config = new DoorConfig("avus", prefix, FileSystems.getDefault().getPathMatcher("glob:*.csv"),
                Checkers.builtIn().find("csv").orElseThrow(), new Processor("irods", "avu"), Map.of(), SETTLE);
        Bucket bucket = Bucket.open(prefix, USER, TrustedAuthorities.OF_JVM);
        BucketDoor door = new BucketDoor(config, BucketPlaces.of(bucket, prefix, steps), prefix, client, nanos::get,
                steps, Meters.NONE);
        doors.add(door);
        return door;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Lets the door look, the time to settle pass, and the door look again until all is where it belongs. */
    void settle(BucketDoor door) throws InterruptedException {
        door.round();
        for (int i = 0; i < 3; i++) {
            pass(SETTLE);
            door.round();
        }
    }

    void drop(String name, String content) {
        store.s3().putObject(request -> request.bucket(prefix.bucket()).key(PREFIX + name),
                RequestBody.fromString(content));
    }

    /** Puts an object anew, at another time than before by the clock of the store, which tells whole seconds. */
    void putLater(String name, String content) {
        Instant before = modified(name);
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            drop(name, content);
            return modified(name).isAfter(before);
        });
    }

    private Instant modified(String name) {
        return store.s3().headObject(request -> request.bucket(prefix.bucket()).key(PREFIX + name)).lastModified();
    }

    void delete(String name) {
        store.s3().deleteObject(request -> request.bucket(prefix.bucket()).key(PREFIX + name));
    }

    String read(String name) {
        return store.s3().getObjectAsBytes(request -> request.bucket(prefix.bucket()).key(PREFIX + name))
                .asUtf8String();
    }

    /** The names of all objects behind the prefix, but for those of the register. */
    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        store.s3().listObjectsV2Paginator(request -> request.bucket(prefix.bucket())).contents().stream()
                .map(object -> object.key().substring(PREFIX.length()))
                .filter(name -> !name.contains("/.register/")).forEach(names::add);
        return names;
    }

    @Override
    public void close() {
        doors.forEach(BucketDoor::close);
        store.close();
        client.close();
        orchestrator.close();
    }
}
