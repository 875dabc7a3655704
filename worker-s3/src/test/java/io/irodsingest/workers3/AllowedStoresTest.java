package io.irodsingest.workers3;

import io.irodsingest.workers3.S3Sources;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Limits;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.s3store.StoreAddresses;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of the workers go where an administrator allows it, and key pairs where their owner sent them. */
class AllowedStoresTest {
    private static final Grant OPERATOR = new Grant("op", false, Limits.NONE);

    @ParameterizedTest
    @CsvSource({"s3.amazonaws.com, false, true", "s3.amazonaws.com:443, false, true",
            "S3.eu-west-1.AmazonAWS.com, false, true",
            "s3.dualstack.eu-west-1.amazonaws.com, false, true", "s3.amazonaws.com, true, false",
            "s3.amazonaws.com:8443, false, false", "evil.example.org, false, false",
            "ec2-1-2-3-4.compute-1.amazonaws.com, false, false", "s3.evil.example.org.amazonaws.com, false, false",
            "x.execute-api.us-east-1.amazonaws.com, false, false", "127.0.0.1:9000, true, false"})
    void ofTheWorkersCredentialsOnlyAmazonHearsByItself(String endpoint, boolean insecure, boolean allowed) {
        JobSpec job = job(endpoint, insecure, Optional.empty(), Optional.empty());
        assertThat(refusal(AllowedStores.usual(), job.grantedTo(OPERATOR)).isEmpty()).isEqualTo(allowed);
        assertThat(refusal(AllowedStores.usual(), job.grantedTo(new Grant("boss", true, Limits.NONE)))).isEmpty();
    }

    @Test
    void storesAndProxiesCanBeNamed() {
        AllowedStores stores = new AllowedStores(
                List.of("store.lab", "http://127.0.0.1:9000", "http://proxy.lab:3128"));
        assertThat(refusal(stores, job("store.lab", false, Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(refusal(stores, job("127.0.0.1:9000", true, Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(refusal(stores, job("store.lab", true, Optional.empty(), Optional.empty()))).isPresent();
        assertThat(refusal(stores, job("s3.amazonaws.com", false, Optional.empty(), Optional.empty()))).isPresent();
        assertThat(refusal(stores, job("store.lab", false, Optional.of("http://proxy.lab:3128/"), Optional.empty())))
                .isEmpty();
        assertThat(refusal(stores, job("store.lab", false, Optional.of("http://evil.org:3128"), Optional.empty())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("http://evil.org:3128")
                        .contains("IRODS_INGEST_S3_ENDPOINTS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.169.254:80", "[fe80::1]", "[fd00:ec2::254]", "2852039166",
            "0.0.0.0:6379", "[::]", "[::ffff:169.254.169.254]", "100.100.100.200", "224.0.0.1"})
    void noStoreIsWhereCloudsTellTheirSecrets(String endpoint) {
        JobSpec own = job(endpoint, true, Optional.empty(), Optional.of("sealed"));
        assertThat(refusal(AllowedStores.usual(), own)).hasValueSatisfying(
                reason -> assertThat(reason).contains("no store may be at"));
        JobSpec byProxy = job("store.lab", false, Optional.of("http://" + endpoint), Optional.of("sealed"));
        assertThat(refusal(AllowedStores.usual(), byProxy)).isPresent();
    }

    @Test
    void anAddressIsLookedAtWithEachConnection() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> new StoreAddresses().resolve("169.254.169.254"))
                .withMessageContaining("no store may be at");
    }

    @Test
    void aKeyPairOpensForItsJobAndStoreOnly() {
        ClusterKey key = ClusterKey.of(ClusterKey.random());
        JobSpec job = job("store.lab", false, Optional.empty(), Optional.empty());
        String sealed = key.seal(new Secret("access\nsecret"), IngestSpec.of(job).keyPairPurpose(job.name()));
        try (S3Sources sources = new S3Sources(Optional.of(key), AllowedStores.usual(),
                TrustedAuthorities.OF_JVM)) {
            assertThat(sources.of(job("store.lab", false, Optional.empty(), Optional.of(sealed)))).isNotNull();
            assertThatExceptionOfType(JobFailedException.class)
                    .isThrownBy(
                            () -> sources.of(job("evil.example.org", false, Optional.empty(), Optional.of(sealed))));
            assertThatExceptionOfType(JobFailedException.class).isThrownBy(
                    () -> sources.of(job("store.lab", false, Optional.of("http://evil.org:1"), Optional.of(sealed))));
            String ofOlderVersion = key.seal(new Secret("access\nsecret"), S3Options.KEY_PAIR);
            assertThat(sources.of(job("store.lab", false, Optional.empty(), Optional.of(ofOlderVersion)))).isNotNull();
        }
    }

    private static Optional<String> refusal(AllowedStores stores, JobSpec job) {
        return stores.refusal(job, IngestSpec.of(job).from().s3().orElseThrow());
    }

    private static JobSpec job(String endpoint, boolean insecure, Optional<String> proxy, Optional<String> keyPair) {
        S3Options s3 = new S3Options(endpoint, "us-east-1", proxy, insecure, 8, false, Optional.empty(), keyPair,
                Optional.empty(), false, false);
        return new JobSpec("j", IngestSpec.of(new RawPath("/bucket/p"), "/z/home/c", Operation.PUT)
                .with(new IngestSource(new RawPath("/bucket/p"), Optional.of(s3), Exclusions.NONE)));
    }
}
