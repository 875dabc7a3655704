package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3OptionsTest {
    @Test
    void amazonIsTheDefaultAndItsClientKnowsTheAddress() {
        assertThat(S3Store.DEFAULT.isAmazon()).isTrue();
        assertThat(S3Store.DEFAULT.address()).isEmpty();
        assertThat(S3Store.DEFAULT.region()).isEqualTo("us-east-1");
        assertThat(S3Store.DEFAULT.chunkSize()).isEqualTo(8L * 1024 * 1024);
        assertThat(S3Store.DEFAULT.insecure().address()).contains(URI.create("http://s3.amazonaws.com"));
    }

    @ParameterizedTest
    @CsvSource({"s3.eu-west-1.amazonaws.com, true", "s3.cn-north-1.amazonaws.com.cn, true", "minio:9000, false",
            "myamazonaws.com, false", "127.0.0.1:80, false", "[::1]:9000, false", "S3.AMAZONAWS.COM:443, true"})
    void otherStoresHaveTheirBucketsInThePath(String endpoint, boolean amazon) {
        S3Store store = S3Store.DEFAULT.withEndpoint(endpoint);
        assertThat(store.isAmazon()).isEqualTo(amazon);
        assertThat(store.address()).contains(URI.create("https://" + endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://minio:9000", "minio:", "minio:99999", "minio/path", "user@minio", "a b"})
    void whatIsNoEndpointIsRefused(String endpoint) {
        assertThatThrownBy(() -> S3Store.DEFAULT.withEndpoint(endpoint))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + endpoint + "' must be");
    }

    @Test
    void otherWrongValuesAreRefusedWithoutShowingAPassword() {
        assertThatThrownBy(() -> S3Store.DEFAULT.withRegion("")).hasMessageContaining("is no S3 region");
        assertThatThrownBy(() -> S3Store.DEFAULT.withChunkMib(4)).hasMessageContaining("from 5 to 5000 MiB");
        assertThatThrownBy(() -> S3Store.DEFAULT.withProxy(URI.create("http://me:hidden@proxy:3128")))
                .hasMessageContaining("must not hold").hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> S3Store.DEFAULT.withProxy(URI.create("proxy:3128")))
                .hasMessageContaining("must be like http://HOST:PORT");
    }
}
