package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A store may keep objects without ETags, like files that were laid into its directory. */
class NoEtagTest {
    @Test
    void anObjectWithoutAnEtagHasNoChecksumByIt() {
        assertThat(KeptChecksums.of(HeadObjectResponse.builder().build(), false)).isEmpty();
    }

    @Test
    void itsStampTellsSizeAndTime() {
        assertThat(ObjectEntry.stamp(5, 100, "")).isEqualTo(ObjectEntry.stamp(5, 100, ""))
                .isNotEqualTo(ObjectEntry.stamp(6, 100, "")).isNotEqualTo(ObjectEntry.stamp(5, 101, ""))
                .isNotEqualTo(ObjectEntry.stamp(5, 100, "\"e\""));
    }
}
