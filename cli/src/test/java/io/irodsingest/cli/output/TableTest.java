package io.irodsingest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists for people. */
class TableTest {
    private static final String ESCAPE = "\u001B";

    @Test
    void columnsStandBelowTheirHeadings() {
        Table table = new Table(List.of("NAME", "STATE", "TARGET"),
                List.of(List.of("a", "RUNNING", "/z/a"), List.of("longer", "FAILED", "")));

        assertThat(table.lines(false)).containsExactly("NAME    STATE    TARGET", "a       RUNNING  /z/a",
                "longer  FAILED");
        assertThat(new Table(List.of("NAME"), List.of()).lines(false)).isEmpty();
    }

    @Test
    void onlyStatesHaveColours() {
        Table table = new Table(List.of("NAME", "STATE"),
                List.of(List.of("FAILED", "COMPLETED"), List.of("b", "FAILED"), List.of("c", "QUEUED")));

        assertThat(table.lines(true)).satisfiesExactly(heading -> assertThat(heading).doesNotContain(ESCAPE),
                good -> assertThat(good).startsWith("FAILED  " + ESCAPE + "[32mCOMPLETED" + ESCAPE),
                bad -> assertThat(bad).startsWith("b       " + ESCAPE + "[31mFAILED" + ESCAPE),
                neutral -> assertThat(neutral).isEqualTo("c       QUEUED"));
    }

    @Test
    void aNameBreaksNoLineAndColoursNothing() {
        Table table = new Table(List.of("NAME", "STATE"), List.of(List.of("a\nb" + ESCAPE + "[31m", "RUNNING")));

        assertThat(table.lines(false)).hasSize(2).last().asString().isEqualTo("a%0Ab%1B[31m  RUNNING");
    }

    @Test
    void whatIsNoTerminalHasNoColours() {
        // the tests' stdout is a pipe
        Screen screen = Screen.stdout(new PrintWriter(new StringWriter()), Map.of("TERM", "xterm"));

        assertThat(Screen.plain(screen.out())).isEqualTo(new Screen(screen.out(), false, false));
        assertThat(screen.colours()).isEqualTo(screen.terminal());
    }
}
