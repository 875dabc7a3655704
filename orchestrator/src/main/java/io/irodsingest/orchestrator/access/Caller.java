package io.irodsingest.orchestrator.access;

/**
 * Who sent a request.
 *
 * @param name of the token, never the token itself; {@code local} where no token is asked for
 */
public record Caller(String name, Role role) {
    /** Somebody on this machine, when tokens are not asked for. */
    public static Caller local(Role role) {
        return new Caller("local", role);
    }
}
