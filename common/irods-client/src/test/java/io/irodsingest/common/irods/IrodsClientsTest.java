package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.metrics.Meters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrodsClientsTest {
    private record Named(String name) implements IrodsClientProvider {
        @Override
        public Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters) {
            throw new IllegalStateException("nobody connects here");
        }
    }

    private static final List<IrodsClientProvider> USUAL = List.of(new Named("irods4j"));

    @Test
    void whoSaysNothingGetsTheUsualOne() {
        assertThat(IrodsClients.chosen(Map.of()).name()).isEqualTo("irods4j");
        assertThat(IrodsClients.chosen(Map.of("IRODS_CLIENT", " ")).name()).isEqualTo("irods4j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jargon", "Jargon", " JARGON "})
    void itsCaseDoesNotMatter(String wanted) {
        List<IrodsClientProvider> both = List.of(new Named("irods4j"), new Named("jargon"));
        assertThat(IrodsClients.chosen(Map.of("IRODS_CLIENT", wanted), both).name()).isEqualTo("jargon");
    }

    @Test
    void aNameThatNobodyHasIsRefused() {
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsClients.chosen(Map.of("IRODS_CLIENT", "icommands"), USUAL))
                .withMessage("IRODS_CLIENT is 'icommands', but must be one of irods4j.");
    }

    @Test
    void whatThisBuildDoesNotHaveIsSaidWithTheWayToGetIt() {
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsClients.chosen(Map.of("IRODS_CLIENT", "jargon"), USUAL))
                .withMessage("IRODS_CLIENT is 'jargon', which this build does not have: build it with mvn -Pjargon,"
                        + " or leave IRODS_CLIENT out for irods4j.");
    }
}
