package io.irodsingest.orchestrator.plan.trigger;

import java.time.Duration;

/** Lengths of time as people and programs write them. */
public final class Lengths {
    private Lengths() {}

    /**
     * @param field for the message
     * @param text seconds, or ISO 8601
     * @throws InvalidTriggerException when it is none, in one line
     */
    public static Duration parse(String field, String text) {
        return Texts.length(field, text);
    }
}
