package io.irodsingest.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {
    private static final String ACCESS = "access";
    private static final String SECRET = "secret";

    @TempDir
    Path scratch;

    @Test
    void signaturesAreChecked() throws IOException {
        try (EmbeddedS3 server = EmbeddedS3.inMemory(ACCESS, SECRET).start();
                S3Client friend = client(server.endpoint(), SECRET);
                S3Client stranger = client(server.endpoint(), "guess")) {
            friend.createBucket(request -> request.bucket("bucket"));
            assertThatThrownBy(() -> stranger.createBucket(request -> request.bucket("other")))
                    .isInstanceOfSatisfying(S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void onAnotherAddressItAnswersThereOnly() throws IOException {
        try (EmbeddedS3 server = EmbeddedS3.inMemory(ACCESS, SECRET).onAddress("127.0.0.2").onPort(0).start();
                S3Client there = client(server.endpoint(), SECRET);
                S3Client elsewhere = client(URI.create("http://127.0.0.1:" + server.port()), SECRET)) {
            assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.2");
            put(there, "kept");
            assertThat(read(there)).isEqualTo("kept");
            assertThatThrownBy(() -> read(elsewhere)).isInstanceOf(SdkClientException.class)
                    .hasRootCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whatIsInMemoryStaysWhileItIsTakenAwayAndComesBackOnItsPort() throws IOException {
        try (EmbeddedS3 server = EmbeddedS3.inMemory(ACCESS, SECRET).start();
                S3Client client = client(server.endpoint(), SECRET)) {
            put(client, "kept");
            int port = server.port();
            server.stop();
            assertThatThrownBy(() -> read(client)).isInstanceOf(SdkClientException.class)
                    .hasRootCauseInstanceOf(ConnectException.class);
            assertThat(server.start().start().port()).isEqualTo(port);
            assertThat(read(client)).isEqualTo("kept");
        }
    }

    @Test
    void aDirectoryIsOpenedAgainByAnotherInstance() throws IOException {
        Path directory = scratch.resolve("a/s3");
        try (EmbeddedS3 first = EmbeddedS3.durable(directory, ACCESS, SECRET).start();
                S3Client client = client(first.endpoint(), SECRET)) {
            put(client, "durable");
            EmbeddedS3 second = EmbeddedS3.durable(directory, ACCESS, SECRET);
            assertThatThrownBy(second::start).isInstanceOf(IOException.class).hasMessageContaining("is in use");
        }
        try (EmbeddedS3 again = EmbeddedS3.durable(directory, ACCESS, SECRET).start();
                S3Client client = client(again.endpoint(), SECRET)) {
            assertThat(read(client)).isEqualTo("durable");
            assertThat(client.listBuckets().buckets()).singleElement()
                    .satisfies(bucket -> assertThat(bucket.name()).isEqualTo("bucket"));
        }
    }

    @Test
    void itIsFilledWithoutRequests() throws IOException {
        try (EmbeddedS3 server = EmbeddedS3.inMemory(ACCESS, SECRET)) {
            assertThatThrownBy(() -> server.makeBucket("bucket")).isInstanceOf(IllegalStateException.class);
            server.start().makeBucket("bucket");
            server.put("bucket", "a key/%41 ü", new ByteArrayInputStream(new byte[]{1, 2, 3}), 3);
            try (S3Client client = client(server.endpoint(), SECRET)) {
                assertThat(client.getObjectAsBytes(request -> request.bucket("bucket").key("a key/%41 ü"))
                        .asByteArray()).containsExactly(1, 2, 3);
            }
        }
    }

    @Test
    void aTakenPortIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                EmbeddedS3 server = EmbeddedS3.inMemory(ACCESS, SECRET).onPort(taken.getLocalPort())) {
            assertThatThrownBy(server::start).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
            assertThat(server.isRunning()).isFalse();
        }
    }

    private static void put(S3Client client, String content) {
        client.createBucket(request -> request.bucket("bucket"));
        client.putObject(request -> request.bucket("bucket").key("key"), RequestBody.fromString(content));
    }

    private static String read(S3Client client) {
        return client.getObjectAsBytes(request -> request.bucket("bucket").key("key")).asUtf8String();
    }

    private static S3Client client(URI endpoint, String secret) {
        return S3Client.builder().endpointOverride(endpoint).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, secret)))
                .httpClientBuilder(Apache5HttpClient.builder()).build();
    }
}
