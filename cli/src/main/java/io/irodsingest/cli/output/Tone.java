package io.irodsingest.cli.output;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** How a state looks where there are colours. */
enum Tone {
    GOOD(Style.fg_green), HELD(Style.fg_yellow), BAD(Style.fg_red), NEUTRAL();

    /** States of jobs, batches, schedules and workers; all others are neutral. */
    private static final Map<String, Tone> OF_STATES = Map.ofEntries(Map.entry("completed", GOOD),
            Map.entry("success", GOOD), Map.entry("active", GOOD), Map.entry("running", GOOD),
            Map.entry("inprogress", GOOD), Map.entry("paused", HELD), Map.entry("stopping", HELD),
            Map.entry("stopped", HELD), Map.entry("blocked", HELD), Map.entry("draining", HELD),
            Map.entry("drained", HELD), Map.entry("wait", HELD), Map.entry("failed", BAD),
            Map.entry("completed_with_failures", BAD), Map.entry("expired", BAD), Map.entry("aborted", BAD),
            Map.entry("unreadable", BAD));

    private final IStyle[] styles;

    Tone(IStyle... styles) {
        this.styles = styles;
    }

    static Tone of(String state) {
        return OF_STATES.getOrDefault(state.strip().toLowerCase(Locale.ROOT), NEUTRAL);
    }

    /** The text with what makes a terminal show it so. */
    String on(String text) {
        return styles.length == 0 ? text : Style.on(styles) + text + Style.off(styles) + Style.reset.off();
    }
}
