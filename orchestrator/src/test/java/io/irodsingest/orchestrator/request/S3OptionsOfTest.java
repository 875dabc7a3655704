package io.irodsingest.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.ingesttasks.AddressingStyle;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.ingesttasks.S3Options;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3OptionsOfTest {
    @ParameterizedTest
    @CsvSource({"minio:9000, minio:9000, false", "http://minio:9000, minio:9000, true",
            "HTTP://minio/, minio, true", "https://s3.example.org/, s3.example.org, false"})
    void anEndpointMayBeAUrl(String given, String domain, boolean insecure) {
        S3Options options = options(given, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(options.endpointDomain()).isEqualTo(domain);
        assertThat(options.insecureConnection()).isEqualTo(insecure);
    }

    @Test
    void whatContradictsItselfOrIsUnknownIsRefused() {
        assertThatThrownBy(() -> options("https://minio", Optional.of(true), Optional.empty(), Optional.empty()))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("leave one out");
        assertThatThrownBy(() -> options("http://minio/path", Optional.empty(), Optional.empty(), Optional.empty()))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("must be a domain");
        assertThatThrownBy(() -> options("minio", Optional.empty(), Optional.of("dns"), Optional.empty()))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("must be path or virtual");
    }

    @Test
    void requestsNeedNoSignature() {
        S3Options options = options("minio", Optional.empty(), Optional.of("Virtual"), Optional.of(true));
        assertThat(options.anonymous()).isTrue();
        assertThat(options.addressingStyle()).contains(AddressingStyle.VIRTUAL);
    }

    private static S3Options options(String endpoint, Optional<Boolean> insecure, Optional<String> style,
            Optional<Boolean> anonymous) {
        return S3OptionsOf.request(new S3Request(Optional.of(endpoint), Optional.empty(), Optional.empty(), insecure,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), style,
                anonymous, Optional.empty()), UnaryOperator.identity(), Optional.empty());
    }
}
