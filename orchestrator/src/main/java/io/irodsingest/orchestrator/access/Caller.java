package io.irodsingest.orchestrator.access;

/**
 * Who sent a request.
 *
 * @param name of the token, never the token itself; {@link #LOCAL}'s where no token is asked for
 */
public record Caller(String name, Role role) {
    /** Somebody on this machine, when tokens are not asked for. */
    public static final Caller LOCAL = new Caller("local", Role.ADMIN);
}
