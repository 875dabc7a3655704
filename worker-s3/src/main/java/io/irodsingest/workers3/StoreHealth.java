package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Tells the trouble of one object from that of its store: when requests for an object fail again and again, others are asked for.
 * Belongs to one thread.
 */
final class StoreHealth {
    /** How often an object is tried, each time with all tries of a request. */
    static final int ROUNDS = 2;
    /** The same for one that is asked for more slowly each time. */
    static final int ROUNDS_WHEN_BUSY = 3;
    private static final int MOST_NEIGHBOURS = 3;

    private final Bucket bucket;
    private final String key;
    private int rounds;

    /** @param key empty when it is about no single object */
    StoreHealth(Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    /**
     * What is to be thrown after a failure: an outage of the store, or a failure of this object alone; empty when the object is to
     * be tried once more.
     */
    Optional<IOException> verdict(StoreUnavailableException away) {
        if (!mayBeOfTheObject(away)) {
            return Optional.of(away);
        }
        rounds++;
        return rounds < (away.isBusy() ? ROUNDS_WHEN_BUSY : ROUNDS)
                ? Optional.empty()
                : Optional.of(ofTheObject(away));
    }

    /** A failure in the middle of an object: an outage of the store, or a failure of this object alone. */
    IOException lastVerdict(StoreUnavailableException away) {
        return mayBeOfTheObject(away) ? ofTheObject(away) : away;
    }

    private boolean mayBeOfTheObject(StoreUnavailableException away) {
        return away.wasReached() && !key.isEmpty() && !Thread.currentThread().isInterrupted() && answersForOthers();
    }

    private static IOException ofTheObject(StoreUnavailableException away) {
        return new IOException(away.getMessage() + "; for other objects it answers", away.getCause());
    }

    private boolean answersForOthers() {
        try (StoreClients.Use use = bucket.use()) {
            S3Client client = use.client().once();
            List<String> neighbours = neighbours(client);
            return neighbours.isEmpty() || neighbours.stream().anyMatch(neighbour -> answersFor(client, neighbour));
        } catch (SdkException | IllegalArgumentException problem) {
            return !isOutage(problem);
        }
    }

    /** The next ones, or the first ones of the bucket. */
    private List<String> neighbours(S3Client client) {
        List<String> found = new ArrayList<>();
        for (String after : List.of(key, "")) {
            if (found.isEmpty()) {
                client.listObjectsV2(request -> request.bucket(bucket.name()).maxKeys(MOST_NEIGHBOURS)
                        .startAfter(after.isEmpty() ? null : after)).contents().stream().map(S3Object::key)
                        .filter(other -> !other.equals(key)).limit(MOST_NEIGHBOURS).forEach(found::add);
            }
        }
        return found;
    }

    private boolean answersFor(S3Client client, String neighbour) {
        try {
            client.headObject(request -> request.bucket(bucket.name()).key(neighbour));
            return true;
        } catch (SdkException | IllegalArgumentException problem) {
            return !isOutage(problem);
        }
    }

    private static boolean isOutage(RuntimeException problem) {
        return problem instanceof SdkException told && S3Errors.kind(told) == S3Errors.Kind.OUTAGE;
    }
}
