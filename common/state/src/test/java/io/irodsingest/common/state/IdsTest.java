package io.irodsingest.common.state;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void noTwoAreTheSame() {
        assertThat(Stream.generate(Ids::job).limit(1000).distinct()).hasSize(1000).allMatch(NewJob::isId)
                .allMatch(id -> id.matches("[0-9a-f]{20}"));
        assertThat(Stream.generate(Ids::nonce).limit(1000).distinct()).hasSize(1000)
                .allMatch(nonce -> nonce.matches("[A-Za-z0-9_-]{11}"));
    }

    /** A wish that is sent again is for the same job, whichever process hears it. */
    @Test
    void theIdOfAWishIsAlwaysTheSame() {
        assertThat(Ids.job("wish")).isEqualTo(Ids.job("wish")).isEqualTo("091e606752615c91da70")
                .isNotEqualTo(Ids.job("another wish"));
    }
}
