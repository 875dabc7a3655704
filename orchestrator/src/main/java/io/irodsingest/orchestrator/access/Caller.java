package io.irodsingest.orchestrator.access;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.Limits;

/**
 * Who sent a request.
 *
 * @param name of the token, never the token itself; {@code local} where no token is asked for
 * @param limits what the caller's jobs are limited to
 */
public record Caller(String name, Role role, Limits limits) {
    /** Somebody without limits. */
    public Caller(String name, Role role) {
        this(name, role, Limits.NONE);
    }

    /** What jobs of this caller may have. */
    public Grant grant() {
        return new Grant(name, role.includes(Role.ADMIN), limits);
    }

    /** Somebody on this machine, when tokens are not asked for. */
    public static Caller local(Role role) {
        return new Caller("local", role);
    }
}
