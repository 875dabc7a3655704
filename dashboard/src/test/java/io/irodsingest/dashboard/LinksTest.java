package io.irodsingest.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void idsOfElementsHaveNothingThatASelectorTakesForSomethingElse() {
        assertThat(Links.elementId("tick", "0a1b-c")).isEqualTo("tick-0a1b-c");
        assertThat(Links.elementId("tick", "0a.1")).isEqualTo("tick-0a_2e_1")
                .isNotEqualTo(Links.elementId("tick", "0a_1"));
        assertThat(Links.elementId("tick", "é #:>\"\u202e")).matches("[A-Za-z0-9_-]+");
    }
}
