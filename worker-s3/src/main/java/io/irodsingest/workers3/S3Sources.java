package io.irodsingest.workers3;

import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;
import java.util.Optional;

/** Sources that are in buckets. Thread-safe. */
public final class S3Sources implements Sources, AutoCloseable {
    /** Each task looks at many objects at a time, and reads a large one in several streams. */
    private static final int CONNECTIONS = 200;

    private final Optional<ClusterKey> key;
    private final AllowedStores allowed;
    private final Buckets buckets;

    /**
     * @param key opens the key pairs of jobs; empty when there is none
     * @param allowed which stores jobs may read
     * @param authorities whose certificates are trusted for stores
     */
    public S3Sources(Optional<ClusterKey> key, AllowedStores allowed, TrustedAuthorities authorities) {
        this.key = key;
        this.allowed = allowed;
        this.buckets = new Buckets(CONNECTIONS, authorities);
    }

    @Override
    public Source of(JobSpec spec) {
        S3Options wanted = IngestSpec.of(spec).from().s3()
                .orElseThrow(
                        () -> new JobFailedException("this worker reads buckets only, and got a job whose source is a"
                                + " directory: give the job queues of workers for filesystems"));
        allowed.refusal(spec, wanted).ifPresent(reason -> {
            Denials.note(spec, reason);
            throw new JobFailedException(reason);
        });
        RawPath source = IngestSpec.of(spec).source();
        int slash = source.encoded().indexOf('/', 1);
        String bucket = text(new RawPath(source.encoded().substring(1, slash < 0 ? source.encoded().length() : slash)));
        String prefix = slash < 0 ? "" : text(new RawPath(source.encoded().substring(slash + 1)));
        return new S3Source(IngestSpec.of(spec),
                buckets.bucket(StoreOptions.store(wanted), credentials(spec, wanted), bucket),
                new ObjectKeys(prefix));
    }

    private static String text(RawPath path) {
        return path.text().orElseThrow(
                () -> new JobFailedException("the source is not valid UTF-8, which all names in S3 are"));
    }

    private S3Credentials credentials(JobSpec spec, S3Options wanted) {
        if (wanted.anonymous()) {
            return new S3Credentials.Nobody();
        }
        if (wanted.profile().isPresent()) {
            return new S3Credentials.Profile(wanted.profile().get());
        }
        return wanted.sealedKeyPair().map(sealed -> keyPair(sealed, spec)).orElseGet(S3Credentials.FromMachine::new);
    }

    private S3Credentials keyPair(String sealed, JobSpec spec) {
        ClusterKey opens = key.orElseThrow(() -> new JobFailedException("the job's S3 key pair cannot be opened: this"
                + " worker has no IRODS_INGEST_CLUSTER_KEY; give it that of the orchestrator"));
        try {
            String[] pair = opened(opens, sealed, spec).reveal().split("\n", 2);
            return new S3Credentials.KeyPair(pair[0], new Secret(pair[1]));
        } catch (IllegalArgumentException foreign) {
            throw new JobFailedException("the job's S3 key pair cannot be opened: " + foreign.getMessage()
                    + "; orchestrator and S3 workers need the same IRODS_INGEST_CLUSTER_KEY", foreign);
        }
    }

    /** One that an older version sealed is bound to no job. */
    private static Secret opened(ClusterKey key, String sealed, JobSpec spec) {
        try {
            return key.open(sealed, IngestSpec.of(spec).keyPairPurpose(spec.name()));
        } catch (IllegalArgumentException foreign) {
            return key.open(sealed, S3Options.KEY_PAIR);
        }
    }

    @Override
    public void close() {
        buckets.close();
    }
}
