package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.embedded.LoopbackPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.s3store.S3Credentials.KeyPair;
import io.irodsingest.workers3.S3Errors.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;

class S3ErrorsTest {
    private static final KeyPair KEYS = new KeyPair("AKEXAMPLE", new Secret("the-secret"));

    private final Buckets buckets = new Buckets(2, TrustedAuthorities.OF_JVM,
            () -> AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(1).build());

    @AfterEach
    void close() {
        buckets.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | InvalidAccessKeyId    | REFUSAL | HOST does not know the access key AKEXAMPLE
            403 | SignatureDoesNotMatch | REFUSAL | the secret key does not belong to the access key AKEXAMPLE
            403 | AccessDenied          | REFUSAL | permission denied for the access key AKEXAMPLE in the bucket b
            400 | ExpiredToken          | OTHER   | HOST no longer accepts the access key AKEXAMPLE
            403 | RequestTimeTooSkewed  | REFUSAL | the clocks of this machine and of HOST differ too much
            403 | InvalidObjectState    | REFUSAL | the object is archived and must be restored before it can be read
            404 | NoSuchBucket          | REFUSAL | there is no bucket b at HOST
            404 | NoSuchKey             | REFUSAL | no such object in the bucket b
            400 | InvalidRequest        | OTHER   | HOST answers 400 InvalidRequest: said by
            501 | NotImplemented        | OTHER   | HOST cannot do that: 501 NotImplemented
            500 | InternalError         | OUTAGE  | HOST fails with 500 InternalError, also after one try
            503 | SlowDown              | OUTAGE  | HOST asks to slow down, also after one try
            503 | ServiceUnavailable    | OUTAGE  | HOST asks to slow down, also after one try
            429 | TooManyRequests       | OUTAGE  | HOST asks to slow down, also after one try
            """)
    void answersAreToldInOneLine(int status, String code, Kind kind, String line) throws IOException {
        try (StubStore store = StubStore.failing(status, code)) {
            Told told = ask(store.endpoint(), KEYS);
            assertThat(told.exception()).hasMessageEndingWith(line.replace("HOST", host(store.endpoint())));
            assertThat(told.kind()).isEqualTo(kind);
            assertThat(told.exception() instanceof StoreUnavailableException).isEqualTo(kind == Kind.OUTAGE);
            assertThat(told.exception() instanceof AccessDeniedException).isEqualTo(status == 403);
            assertThat(told.exception() instanceof NoSuchFileException).isEqualTo(code.equals("NoSuchKey"));
        }
    }

    @Test
    void theRightRegionIsNamed() throws IOException {
        try (StubStore store = StubStore.failing(301, "PermanentRedirect", "x-amz-bucket-region", "eu-west-1")) {
            assertThat(ask(store.endpoint(), KEYS).exception())
                    .hasMessage("the bucket b is not in the region us-east-1 but in eu-west-1: name that"
                            + " with --s3-region-name");
        }
    }

    @Test
    void aStoreThatIsNotThereIsAnOutage() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
        Told refused = ask(nobody, KEYS);
        assertThat(refused.exception()).isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith(host(nobody) + " cannot be reached: ");
        Told unknown = ask(URI.create("http://no-such-host.invalid:80"), KEYS);
        assertThat(unknown.kind()).isEqualTo(Kind.OUTAGE);
        assertThat(unknown.exception()).hasMessage("the host of no-such-host.invalid:80 is unknown");
    }

    @Test
    void theTestStoreRefusesWrongKeysInTheSameWords() {
        S3Server store = TestServers.s3();
        Told secret = ask(store.endpoint(), new KeyPair(store.accessKey(), new Secret("the-secret")));
        assertThat(secret.kind()).isEqualTo(Kind.REFUSAL);
        assertThat(secret.exception()).hasMessageEndingWith(
                "the secret key does not belong to the access key " + store.accessKey());
        Told access = ask(store.endpoint(), KEYS);
        assertThat(access.exception()).hasMessageEndingWith(" does not know the access key AKEXAMPLE");
    }

    @Test
    void missingCredentialsAreToldAndAreNoOutage() {
        Bucket bucket = buckets.bucket(TestBucket.storeAt(TestServers.s3().endpoint()),
                new S3Credentials.Profile("no-such-profile"), "b");
        Told told = ask(bucket);
        assertThat(told.kind()).isEqualTo(Kind.OTHER);
        assertThat(told.exception()).hasMessageContaining("the profile no-such-profile").message().hasLineCount(1);
    }

    private record Told(IOException exception, Kind kind) {}

    private Told ask(URI endpoint, S3Credentials credentials) {
        return ask(buckets.bucket(TestBucket.storeAt(endpoint), credentials, "b"));
    }

    private static Told ask(Bucket bucket) {
        IOException told = catchThrowableOfType(IOException.class, () -> bucket.ask("key",
                client -> client.getObjectAsBytes(request -> request.bucket(bucket.name()).key("key"))));
        assertThat(told.getMessage()).doesNotContain("the-secret").hasLineCount(1);
        if (told instanceof FileSystemException file) {
            assertThat(file.getFile()).isEqualTo("/b/key");
        }
        return new Told(told, S3Errors.kind((SdkException) told.getCause()));
    }

    private static String host(URI endpoint) {
        return endpoint.getAuthority();
    }
}
