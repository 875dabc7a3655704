package io.irodsingest.dashboard;

/**
 * Who looks at a page.
 *
 * @param name of the token, or {@code local}
 * @param role as it is written in files of tokens
 * @param operates whether the role may change anything
 * @param administers whether the role may see how the orchestrator is configured
 * @param csrf what each form has to send back, so that no other site can send it in the viewer's name
 * @param canSignOut false for who was signed in without a token
 */
public record Viewer(String name, String role, boolean operates, boolean administers, String csrf,
        boolean canSignOut) {}
