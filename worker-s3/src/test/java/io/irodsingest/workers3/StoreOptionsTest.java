package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.s3store.S3Store;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreOptionsTest {
    @Test
    void amazonsClientKnowsTheAddressByItself() {
        assertThat(store(S3Options.DEFAULT_ENDPOINT, false).bucketsInPath()).isFalse();
        assertThat(store(S3Options.DEFAULT_ENDPOINT, false).address()).isEmpty();
        assertThat(store(S3Options.DEFAULT_ENDPOINT, false).chunkSize()).isEqualTo(8L * 1024 * 1024);
        assertThat(store(S3Options.DEFAULT_ENDPOINT, true).address()).contains(URI.create("http://s3.amazonaws.com"));
    }

    @ParameterizedTest
    @CsvSource({"s3.eu-west-1.amazonaws.com, true", "s3.cn-north-1.amazonaws.com.cn, true", "minio:9000, false",
            "myamazonaws.com, false", "127.0.0.1:80, false", "[::1]:9000, false", "S3.AMAZONAWS.COM:443, true"})
    void otherStoresHaveTheirBucketsInThePath(String endpoint, boolean amazon) {
        assertThat(store(endpoint, false).bucketsInPath()).isEqualTo(!amazon);
        assertThat(store(endpoint, false).address()).contains(URI.create("https://" + endpoint));
    }

    private static S3Store store(String endpoint, boolean insecure) {
        return StoreOptions.store(new S3Options(endpoint, S3Options.DEFAULT_REGION, Optional.empty(), insecure,
                S3Options.DEFAULT_CHUNK, false, Optional.empty(), Optional.empty(), Optional.empty(), false, false));
    }
}
