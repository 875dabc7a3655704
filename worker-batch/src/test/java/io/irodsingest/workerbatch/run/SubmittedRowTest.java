package io.irodsingest.workerbatch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedRowTest {
    @Test
    void membersAreText() {
        Map<String, String> fields = new SubmittedRow(1,
                "{\"text\":\"a b\",\"whole\":12345678901234567890,\"broken\":1.10,\"truth\":true,\"none\":null,"
                        + "\"list\":[1,{\"x\":null}],\"empty\":\"\"}",
                0).fields();

        assertThat(fields).containsOnly(Map.entry("text", "a b"), Map.entry("whole", "12345678901234567890"),
                Map.entry("broken", "1.10"), Map.entry("truth", "true"), Map.entry("list", "[1,{\"x\":null}]"),
                Map.entry("empty", ""));
        assertThat(fields.keySet()).as("in their order").containsExactly("text", "whole", "broken", "truth", "list",
                "empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[1]", "\"a\"", "null", "{", ""})
    void whatIsNoObjectHasNoMembers(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SubmittedRow(7, json, 0).fields())
                .withMessageContaining("line 7 is no JSON");
    }
}
