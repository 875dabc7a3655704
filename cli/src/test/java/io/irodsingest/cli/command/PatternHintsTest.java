package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternHintsTest {
    private static List<String> hints(String expression) {
        return PatternHints.of(JobRequest.of("/data/run", "/z/x").excludeDirectoryName(List.of(expression)).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "\\.git$", "/other/.*", "^run/.*", "(a|b).*", "/data/running/.*", "[a-z]+"})
    void whatCanMatchNothingIsToldOf(String expression) {
        assertThat(hints(expression)).singleElement().asString().contains(
                "--exclude-directory-name '" + expression + "'",
                "/data/run/");
    }

    @ParameterizedTest
    @ValueSource(strings = {".*/sub", ".*\\.git$", "/data/run/x", "/data/.*", "^/data/run/[0-9]+$", "/",
            "(?i)/DATA/RUN/X",
            ".+", "(/data)?/run/.*|/data/run/b"})
    void whatMayMatchIsNot(String expression) {
        assertThat(hints(expression)).isEmpty();
    }

    @Test
    void filesAreToldOfToo() {
        assertThat(PatternHints.of(JobRequest.of("/", "/z/x").excludeFileName(List.of("tmp")).build())).hasSize(1);
        assertThat(PatternHints.of(JobRequest.of("/", "/z/x").excludeFileName(List.of("(")).build())).isEmpty();
    }
}
