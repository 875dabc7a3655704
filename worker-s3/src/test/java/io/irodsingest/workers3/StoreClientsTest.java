package io.irodsingest.workers3;

import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.StoreClients;
import io.irodsingest.s3store.StoreClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.s3store.StoreClients.Access;
import io.irodsingest.s3store.StoreClients.Use;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

class StoreClientsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> closed = new ArrayList<>();
    private final StoreClients clients = new StoreClients(access -> client(access.credentials().label()), nanos::get);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void oneThatIsUsedStaysOpenHoweverLong() {
        try (Use use = clients.use(access(1))) {
            nanos.addAndGet(StoreClients.LONGEST_IDLE.toNanos() * 10);
            clients.closeIdle();
            assertThat(closed).isEmpty();
            assertThat(use.client()).isNotNull();
        }
        clients.closeIdle();
        assertThat(closed).as("its last use has ended just now").isEmpty();
    }

    @Test
    void oneThatNobodyUsedForLongIsClosedAndOpenedAgain() {
        Use use = clients.use(access(1));
        StoreClient first = use.client();
        use.close();
        use.close();
        try (Use again = clients.use(access(1))) {
            assertThat(again.client()).isSameAs(first);
        }
        nanos.addAndGet(StoreClients.LONGEST_IDLE.toNanos() + 1);
        clients.closeIdle();
        assertThat(closed).containsExactly("the access key 1");
        assertThat(clients.open()).isZero();
        try (Use again = clients.use(access(1))) {
            assertThat(again.client()).isNotSameAs(first);
        }
    }

    @Test
    void ofThoseThatAreOutOfUseTheLatestStay() {
        Use kept = clients.use(access(0));
        for (int job = 1; job <= StoreClients.MOST_IDLE + 2; job++) {
            clients.use(access(job)).close();
        }
        clients.closeIdle();
        assertThat(closed).containsExactly("the access key 1", "the access key 2");
        kept.close();
    }

    @Test
    void afterTheEndThereAreNone() {
        clients.use(access(1));
        clients.close();
        assertThat(closed).hasSize(1);
        assertThatThrownBy(() -> clients.use(access(1))).isInstanceOf(IllegalStateException.class);
    }

    private static Access access(int key) {
        return new Access(TestBucket.storeAt(URI.create("http://127.0.0.1:1")),
                new S3Credentials.KeyPair(String.valueOf(key), new Secret("s")));
    }

    private StoreClient client(String label) {
        return new StoreClient(new Closes(label), new Closes(""), new NoHttp(),
                (AwsCredentialsProvider) () -> null);
    }

    private final class Closes implements S3Client {
        private final String label;

        Closes(String label) {
            this.label = label;
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {
            if (!label.isEmpty()) {
                closed.add(label);
            }
        }
    }

    private static final class NoHttp implements SdkHttpClient {
        @Override
        public software.amazon.awssdk.http.ExecutableHttpRequest prepareRequest(
                software.amazon.awssdk.http.HttpExecuteRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
