package io.irodsingest.common.irods.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    @ParameterizedTest
    @CsvSource({"rods4.2.0,false,false,false", "rods4.2.8,false,false,false", "rods4.2.9,true,false,false",
            "rods4.2.10,true,false,false", "rods4.2.11,true,true,false", "rods4.3.0,true,true,false",
            "rods4.3.2,true,true,true", "rods5.0.2,true,true,true", "rods10.0,true,true,true", "'',true,true,true"})
    void whatAReleaseKnows(String announced, boolean tokens, boolean register, boolean queries) {
        assertThat(Release.of(announced)).returns(tokens, Release::hasReplicaTokens)
                .returns(register, Release::hasRegisterPhysicalPath).returns(queries, Release::hasGenQuery2);
    }
}
