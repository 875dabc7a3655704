package io.irodsingest.workerbatch.output;

import io.irodsingest.batchtasks.OutputPlace;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.common.worker.HandlerResources;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreClients;
import io.irodsingest.s3store.StoreRetries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The S3 store that output files go to, as the worker's own user. Nothing is asked of it before the first file. Thread-safe. */
public final class OutputStore implements Deliveries.Stores, HandlerResources {
    private static final Setting ENDPOINT = Setting.of(Setting.PREFIX + "OUTPUT_S3", "https://" + S3Store.AMAZON,
            "The S3 store of the buckets in IRODS_INGEST_OUTPUT_ROOTS; its credentials are those that the AWS SDK finds");
    private static final Setting REGION = Setting.of(Setting.PREFIX + "OUTPUT_S3_REGION", "us-east-1",
            "The region of these buckets");
    public static final List<Setting> SETTINGS = List.of(ENDPOINT, REGION);

    private static final int CONNECTIONS = 16;
    /** What a store takes in one request. */
    private static final long LARGEST = 5L * 1024 * 1024 * 1024;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final StoreClients.Access access;
    private final StoreClients clients;

    OutputStore(S3Store store, S3Credentials credentials, TrustedAuthorities authorities) {
        this.access = new StoreClients.Access(store, credentials);
        StoreClient.Making making = new StoreClient.Making(CONNECTIONS, authorities, StoreRetries::strategy);
        this.clients = new StoreClients(wanted -> StoreClient.open(wanted.store(), wanted.credentials(), making),
                System::nanoTime);
    }

    /** Makes it of settings. */
    @FunctionalInterface
    public interface Making {
        OutputStore open();
    }

    /** What settings say. */
    public static Making read(Settings values, TrustedAuthorities authorities) {
        URI endpoint = values.address(ENDPOINT, Set.of("http", "https"))
                .orElse(URI.create("https://" + S3Store.AMAZON));
        String region = values.text(REGION).orElseThrow();
        return () -> new OutputStore(
                S3Store.of(endpoint.getAuthority(), region, endpoint.getScheme().equals("https")),
                new S3Credentials.FromMachine(), authorities);
    }

    @Override
    public void put(OutputPlace.Bucket place, String key, Path file, TaskContext context)
            throws IOException, InterruptedException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("file " + key + " has more than " + LARGEST + " bytes, which a store takes at once");
        }
        context.<Void, IOException>untilBack(() -> {
            try (StoreClients.Use use = clients.use(access)) {
                use.client().s3().putObject(PutObjectRequest.builder().bucket(place.name()).key(key).build(),
                        RequestBody.fromFile(file));
                return null;
            } catch (AbortedException given) {
                throw new InterruptedException("the batch was stopped");
            } catch (SdkException problem) {
                throw told(problem);
            }
        });
    }

    private IOException told(SdkException problem) throws UnavailableException {
        S3Store store = access.store();
        if (!(problem instanceof AwsServiceException answer)) {
            throw new UnavailableException(Dependency.S3, store.endpoint(), problem.getMessage(), problem);
        }
        String line = store.endpoint() + " answers " + answer.statusCode() + ' '
                + (answer.awsErrorDetails() == null
                        ? answer.getMessage()
                        : answer.awsErrorDetails().errorCode() + ": " + answer.awsErrorDetails().errorMessage());
        if (answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY) {
            throw new UnavailableException(Dependency.S3, store.endpoint(), line, problem);
        }
        return new IOException(line, problem);
    }

    @Override
    public void close() {
        clients.close();
    }
}
