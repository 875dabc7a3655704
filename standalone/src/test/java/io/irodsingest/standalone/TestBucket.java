package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.testservers.TestServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a test's own in the store that tests use. */
final class TestBucket implements AutoCloseable {
    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final S3Client client;
    private final String name = "test-" + UUID.randomUUID();

    TestBucket() {
        this(TestServers.s3().endpoint(), TestServers.s3().accessKey(), TestServers.s3().secretKey());
    }

    /** In another store. */
    TestBucket(URI endpoint, String accessKey, String secretKey) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        client = S3Client.builder().endpointOverride(endpoint).region(Region.US_EAST_1).forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
        client.createBucket(request -> request.bucket(name));
    }

    URI endpoint() {
        return endpoint;
    }

    String accessKey() {
        return accessKey;
    }

    String secretKey() {
        return secretKey;
    }

    S3Client client() {
        return client;
    }

    String name() {
        return name;
    }

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    void delete(String... keys) {
        for (String key : keys) {
            client.deleteObject(request -> request.bucket(name).key(key));
        }
    }

    /** A wish for a job with the store's own keys. */
    JobRequestBuilder job(String prefix, String target) {
        return job(prefix, target, endpoint, secretKey);
    }

    JobRequestBuilder job(String prefix, String target, URI through, String secret) {
        return TestCluster.job('/' + name + (prefix.isEmpty() ? "" : '/' + prefix), target)
                .s3(new S3Request(Optional.of(through.getHost() + ':' + through.getPort()), Optional.empty(),
                        Optional.empty(), Optional.of(through.getScheme().equals("http")), Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.of(accessKey), Optional.of(secret)));
    }

    /** Deletes all keys that begin so. */
    void deleteAll(String prefix) {
        List<S3Object> left = list(prefix);
        while (!left.isEmpty()) {
            List<ObjectIdentifier> keys = left.stream()
                    .map(object -> ObjectIdentifier.builder().key(object.key()).build()).toList();
            client.deleteObjects(request -> request.bucket(name).delete(delete -> delete.objects(keys)));
            left = list(prefix);
        }
    }

    private List<S3Object> list(String prefix) {
        return client.listObjectsV2(request -> request.bucket(name).prefix(prefix)).contents();
    }

    @Override
    public void close() {
        deleteAll("");
        client.deleteBucket(request -> request.bucket(name));
        client.close();
    }
}
