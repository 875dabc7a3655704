package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3OptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"s3.amazonaws.com", "minio:9000", "127.0.0.1:80", "[::1]:9000", "a"})
    void aDomainOrAddressMayHaveAPort(String endpoint) {
        assertThat(options(endpoint, "us-east-1", Optional.of("http://proxy:3128"), 8).endpointDomain())
                .isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://minio:9000", "minio:", "minio:99999", "minio/path", "user@minio", "a b"})
    void whatIsNoEndpointIsRefused(String endpoint) {
        assertThatThrownBy(() -> options(endpoint, "us-east-1", Optional.empty(), 8))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("'" + endpoint + "' must be");
    }

    @Test
    void otherWrongValuesAreRefusedWithoutShowingAPassword() {
        assertThatThrownBy(() -> options("s", "", Optional.empty(), 8)).hasMessageContaining("is no region");
        assertThatThrownBy(() -> options("s", "r", Optional.empty(), 4)).hasMessageContaining("from 5 to 5000");
        assertThatThrownBy(() -> options("s", "r", Optional.of("http://me:hidden@proxy:3128"), 8))
                .hasMessageContaining("must not hold").hasMessageNotContaining("hidden");
        for (String proxy : new String[]{"proxy:3128", "http://", "http:// proxy", "ftp://proxy:1"}) {
            assertThatThrownBy(() -> options("s", "r", Optional.of(proxy), 8))
                    .hasMessageContaining("must be like http://HOST:PORT");
        }
        assertThatThrownBy(() -> new S3Options("s", "r", Optional.empty(), false, 8, false, Optional.of("p"),
                Optional.of("sealed"), Optional.empty(), false, false)).hasMessageContaining("not both");
        assertThatThrownBy(() -> new S3Options("s", "r", Optional.empty(), false, 8, false, Optional.of("p"),
                Optional.empty(), Optional.empty(), true, false)).hasMessageContaining("s3_anonymous");
    }

    private static S3Options options(String endpoint, String region, Optional<String> proxy, int chunk) {
        return new S3Options(endpoint, region, proxy, false, chunk, false, Optional.empty(), Optional.empty(),
                Optional.empty(), false, false);
    }
}
