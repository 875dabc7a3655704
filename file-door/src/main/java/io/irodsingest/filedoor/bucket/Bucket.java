package io.irodsingest.filedoor.bucket;

import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket. All methods ask the store, and throw an {@link IOException} of one line when it is away or refuses, an
 * {@link InterruptedIOException} when the thread was interrupted, which then still is. Thread-safe.
 */
public final class Bucket implements AutoCloseable {
    /** What a store copies in one request. */
    public static final long LARGEST = 5L * 1024 * 1024 * 1024;

    private static final int CONNECTIONS = 4;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;
    private static final int NOT_IMPLEMENTED = 501;
    /** Of copies: of what content they are. */
    private static final String SHA256 = "irods-ingest-sha256";

    private final String name;
    private final URI endpoint;
    private final StoreClient client;

    private Bucket(String name, URI endpoint, StoreClient client) {
        this.name = name;
        this.endpoint = endpoint;
        this.client = client;
    }

    /** Asks nothing of the store yet. */
    public static Bucket open(BucketPrefix place, S3Credentials as, TrustedAuthorities authorities) {
        URI endpoint = place.endpoint();
        S3Store store = S3Store.of(endpoint.getAuthority(), place.region(), "https".equals(endpoint.getScheme()));
        return new Bucket(place.bucket(), endpoint, StoreClient.open(store, as,
                new StoreClient.Making(CONNECTIONS, authorities, StoreRetries::strategy)));
    }

    /** The objects whose keys have the prefix and no slash behind it. */
    public List<StoredObject> list(String prefix) throws IOException {
        return told(() -> {
            List<StoredObject> objects = new ArrayList<>();
            s3().listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix).delimiter("/")).contents()
                    .forEach(one -> objects
                            .add(object(one.key(), one.size(), one.eTag(), one.lastModified())));
            return objects;
        });
    }

    /** Whether an object is there with this content. Its time is not compared: listings may tell it more exactly. */
    public boolean isThere(StoredObject object) throws IOException {
        return head(object.key()).map(now -> object.etag().equals(quoted(now.eTag()))).orElse(false);
    }

    /** Whether no object has the key, or one that is a copy of this content. */
    public boolean isFreeFor(String key, String sha256) throws IOException {
        return head(key).map(there -> sha256.equals(there.metadata().get(SHA256))).orElse(true);
    }

    /** Brings a version of an object to a file that is not there. @return false when there is another version, or none */
    public boolean download(StoredObject object, Path file) throws IOException {
        return unlessChanged(() -> s3().getObject(
                request -> request.bucket(name).key(object.key()).ifMatch(object.etag()),
                ResponseTransformer.toFile(file)));
    }

    /** The text of an object; empty when there is none. */
    public Optional<String> read(String key) throws IOException {
        return found(() -> s3().getObjectAsBytes(request -> request.bucket(name).key(key)).asUtf8String());
    }

    /** Writes a text, in place of what is there. */
    public void write(String key, String text) throws IOException {
        told(() -> s3().putObject(request -> request.bucket(name).key(key), RequestBody.fromString(text)));
    }

    /** Writes a text if there is no object of this key. @return whether there was none; a store that cannot tell writes */
    public boolean create(String key, String text) throws IOException {
        return unlessChanged(() -> {
            try {
                put(PutObjectRequest.builder().bucket(name).key(key).ifNoneMatch("*").build(), text);
            } catch (S3Exception refused) {
                if (refused.statusCode() != NOT_IMPLEMENTED) {
                    throw refused;
                }
                put(PutObjectRequest.builder().bucket(name).key(key).build(), text);
            }
            return true;
        });
    }

    private void put(PutObjectRequest request, String text) {
        s3().putObject(request, RequestBody.fromString(text));
    }

    /** Writes a file, in place of what is there. */
    public void write(String key, Path file) throws IOException {
        told(() -> s3().putObject(request -> request.bucket(name).key(key), RequestBody.fromFile(file)));
    }

    /** Writes the content of an object, in place of what is there. @param sha256 of its content, in hexadecimal digits */
    public void upload(Path file, String key, String sha256) throws IOException {
        told(() -> s3().putObject(request -> request.bucket(name).key(key).metadata(Map.of(SHA256, sha256)),
                RequestBody.fromFile(file)));
    }

    /**
     * Copies a version of an object, with what the store tells of it, in place of what is there.
     *
     * @param sha256 of its content, in hexadecimal digits
     * @return false when there is another version, or none
     */
    public boolean copy(StoredObject object, String key, String sha256) throws IOException {
        Optional<HeadObjectResponse> about = head(object.key());
        if (about.isEmpty()) {
            return false;
        }
        Map<String, String> metadata = new HashMap<>(about.get().metadata());
        metadata.put(SHA256, sha256);
        return unlessChanged(() -> s3().copyObject(request -> request.sourceBucket(name).sourceKey(object.key())
                .copySourceIfMatch(object.etag()).destinationBucket(name).destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE).metadata(metadata)
                .contentType(about.get().contentType()).contentEncoding(about.get().contentEncoding())));
    }

    /** Deletes an object if it still has this content. @return whether it had */
    public boolean delete(StoredObject object) throws IOException {
        // stores that do not know the condition do not regard it, so it is looked at in any case
        return isThere(object) && unlessChanged(() -> {
            try {
                s3().deleteObject(request -> request.bucket(name).key(object.key()).ifMatch(object.etag()));
            } catch (S3Exception refused) {
                if (refused.statusCode() != NOT_IMPLEMENTED) {
                    throw refused;
                }
                s3().deleteObject(request -> request.bucket(name).key(object.key()));
            }
            return true;
        });
    }

    /** Deletes whatever has the key. */
    public void delete(String key) throws IOException {
        told(() -> s3().deleteObject(request -> request.bucket(name).key(key)));
    }

    private Optional<HeadObjectResponse> head(String key) throws IOException {
        return found(() -> s3().headObject(request -> request.bucket(name).key(key)));
    }

    private static StoredObject object(String key, long size, String etag, Instant modified) {
        return new StoredObject(key, size, quoted(etag), modified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** As conditions want it; some stores leave out the quotation marks. */
    private static String quoted(String etag) {
        return etag.startsWith("\"") ? etag : '"' + etag + '"';
    }

    private S3Client s3() {
        return client.s3();
    }

    private <T> Optional<T> found(Supplier<T> request) throws IOException {
        return told(() -> {
            try {
                return Optional.of(request.get());
            } catch (S3Exception answer) {
                // a bucket that is not there is trouble, and no missing object
                if (answer.statusCode() != NOT_FOUND || isNoSuchBucket(answer)) {
                    throw answer;
                }
                return Optional.empty();
            }
        });
    }

    private boolean unlessChanged(Supplier<?> request) throws IOException {
        return found(() -> {
            try {
                request.get();
                return true;
            } catch (S3Exception answer) {
                if (answer.statusCode() != CHANGED && answer.statusCode() != CONFLICT) {
                    throw answer;
                }
                return false;
            }
        }).orElse(false);
    }

    private static boolean isNoSuchBucket(AwsServiceException answer) {
        return answer.awsErrorDetails() != null && "NoSuchBucket".equals(answer.awsErrorDetails().errorCode());
    }

    private <T> T told(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (AbortedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException ending = new InterruptedIOException("the process ends");
            ending.initCause(interrupted);
            throw ending;
        } catch (AwsServiceException answer) {
            throw new IOException("the store at " + endpoint + " answers " + answer.statusCode() + ' '
                    + (answer.awsErrorDetails() == null
                            ? answer.getMessage()
                            : answer.awsErrorDetails().errorCode() + ": " + answer.awsErrorDetails().errorMessage()),
                    answer);
        } catch (SdkException problem) {
            throw new IOException("the store at " + endpoint + " cannot be used: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
