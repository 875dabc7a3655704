package io.irodsingest.orchestrator.access;

import java.util.Locale;

/** What a caller may do. A role may do all that those before it may. */
public enum Role {
    /** Looks at everything that is no secret. */
    VIEWER,
    /** Starts, stops and changes jobs, workers and queues. */
    OPERATOR,
    /** Lets code of others run: event handlers that are jars or Python. Sees how the cluster is configured. */
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As it stands in files of tokens, in messages and in the OpenAPI document. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
