package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.S3Credentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.testservers.Certificates;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

class StoreTlsTest {
    @TempDir
    static Path directory;
    private static Certificates right;
    private static Certificates ofAnother;

    @BeforeAll
    static void make() throws IOException {
        right = Certificates.make(directory.resolve("right"), "ip:127.0.0.1");
        ofAnother = Certificates.make(directory.resolve("another"), "dns:elsewhere.example.org");
    }

    @Test
    void aStoreOfAnAuthorityThatIsTrustedIsSpokenTo() throws Exception {
        try (OddStore store = store(right);
                Buckets buckets = new Buckets(2, TrustedAuthorities.with(right.authority()))) {
            assertThat(S3Object.head(bucket(buckets, store.endpoint()), "key").size()).isEqualTo(10);
        }
    }

    @Test
    void theCertificateOfAnUnknownAuthorityIsNamedAtOnce() throws Exception {
        try (OddStore store = store(right)) {
            assertThat(refusal(store.endpoint(), TrustedAuthorities.OF_JVM)).isEqualTo("no TLS with "
                    + store.endpoint().getAuthority()
                    + ": its certificate is of no authority that is trusted here; name"
                    + " the file of that authority by IRODS_INGEST_CA_FILE (it is of CN=server, signed by CN=authority of"
                    + " ip:127.0.0.1, and holds until " + until(right) + ")");
        }
    }

    @Test
    void aCertificateForAnotherHostIsToldAtOnce() throws Exception {
        try (OddStore store = store(ofAnother)) {
            assertThat(refusal(store.endpoint(), TrustedAuthorities.with(ofAnother.authority())))
                    .startsWith("no TLS with " + store.endpoint().getAuthority() + ": its certificate does not hold for"
                            + " the address: ");
        }
    }

    @Test
    void aStoreThatSpeaksHttpIsToldWhenTlsIsWanted() {
        URI store = TestServers.s3().endpoint();
        try (Buckets buckets = new Buckets(2, TrustedAuthorities.OF_JVM, TestBucket::impatience)) {
            IOException told = catchThrowableOfType(IOException.class,
                    () -> S3Object.head(bucket(buckets, URI.create("https://" + store.getAuthority())),
                            "key"));
            assertThat(told).isInstanceOf(StoreUnavailableException.class)
                    .hasMessageStartingWith(store.getAuthority() + " speaks no TLS")
                    .hasMessageEndingWith("give --s3-insecure-connection").message().hasLineCount(1);
        }
    }

    /** The line that tells it, after one try. */
    private static String refusal(URI endpoint, TrustedAuthorities authorities) {
        try (Buckets buckets = new Buckets(2, authorities)) {
            IOException told = catchThrowableOfType(IOException.class,
                    () -> S3Object.head(bucket(buckets, endpoint), "key"));
            assertThat(told).isNotInstanceOf(StoreUnavailableException.class);
            assertThat(((SdkException) told.getCause()).numAttempts()).isEqualTo(1);
            return told.getMessage();
        }
    }

    private static Bucket bucket(Buckets buckets, URI endpoint) {
        return buckets.bucket(TestBucket.storeAt(endpoint),
                new S3Credentials.KeyPair("AKEXAMPLE", new Secret("hidden")), "b");
    }

    private static String until(Certificates certificates) throws Exception {
        return TrustedAuthorities.with(certificates.certificate()).more().getFirst().getNotAfter().toInstant()
                .toString();
    }

    private static OddStore store(Certificates certificates) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificates.keyStore())) {
            keys.load(in, Certificates.PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, Certificates.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return OddStore.withTls(context, asked -> OddStore.object(10));
    }
}
