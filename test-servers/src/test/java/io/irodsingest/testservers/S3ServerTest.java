package io.irodsingest.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class S3ServerTest {
    @Test
    void everybodyGetsTheSameStoreAndItRefusesStrangers() throws Exception {
        S3Server store = TestServers.s3();
        assertThat(TestServers.s3()).isSameAs(store);
        assertThat(store.accessKey()).isNotBlank();
        assertThat(store.secretKey()).isNotBlank();
        assertThat(statusWithoutSignature(store)).isEqualTo(403);
    }

    @Test
    void itIsTakenAwayAndBroughtBackUnderItsAddress() throws Exception {
        S3Server store = TestServers.s3();
        assumeTrue(store.canStop());
        store.stop();
        assertThatThrownBy(() -> statusWithoutSignature(store)).isInstanceOf(IOException.class);
        store.start();
        assertThat(statusWithoutSignature(store)).isEqualTo(403);
    }

    private static int statusWithoutSignature(S3Server store) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(store.endpoint()).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
