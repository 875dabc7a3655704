package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.Sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    @ParameterizedTest
    @CsvSource({"/data,/data", "data,/here/%FF/data", ".,/here/%FF", "../x/./y//,/here/x/y", "/a/../b,/b", "/,/",
            "/50%,/50%25", "/50%41,/50%2541", "/a b,/a b", "/é,/%C3%A9", "/\uD83D\uDE00,/%F0%9F%98%80",
            "file:/a%FF,/a%FF", "file:///a%ff/é%25,/a%ff/%C3%A9%25", "file://localhost/a,/a",
            "file:b%FF,/here/%FF/b%FF"})
    void becomeAbsoluteAndAscii(String argument, String expected) {
        assertThat(Sources.absolute(argument, "/here/%FF")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file:/a%", "file:/a%2", "file:/a%XY", "file://host", "file://host/a"})
    void othersAreRefused(String argument) {
        assertThatThrownBy(() -> Sources.absolute(argument, "/here")).isInstanceOf(CommandException.class);
    }

    @Test
    void argumentsThatTheLocaleLostComeBack() {
        byte[] commandLine = "java\0-cp\0x\0Main\0start\0/caf\u00e9\0/z/x\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf8 = "java\0start\0/caf\u00e9\0/z/\u20ac\0".getBytes(StandardCharsets.UTF_8);

        assertThat(RawArguments.repaired(new String[]{"start", "/caf\uFFFD", "/z/x"}, commandLine))
                .containsExactly("start", "file:/caf%E9", "/z/x");
        assertThat(RawArguments.repaired(new String[]{"start", "/caf\uFFFD\uFFFD", "/z/???"}, utf8))
                .containsExactly("start", "/café", "/z/€");
    }

    @Test
    void optionsInSnakeCaseAreTakenAndValuesLeftAlone() {
        assertThat(Arguments.inKebabCase("start", "--files_per_task", "5", "--job_name=a_b", "a_b", "--", "--x_y"))
                .containsExactly("start", "--files-per-task", "5", "--job-name=a_b", "a_b", "--", "--x_y");
    }
}
