package io.irodsingest.common.job;

import java.util.Objects;

/**
 * What whoever asked for a job may have. Kept with the job, so that workers ask for it where things are opened. Immutable.
 *
 * @param by the name of the token; empty when nothing is known, of jobs that older versions made
 * @param admin whether the token has the role admin
 */
public record Grant(String by, boolean admin, Limits limits) {
    /** Of a job of which nobody knows who asked for it. */
    public static final Grant UNKNOWN = new Grant("", false, Limits.NONE);

    public Grant {
        by = Objects.requireNonNullElse(by, "");
        limits = Objects.requireNonNullElse(limits, Limits.NONE);
    }
}
