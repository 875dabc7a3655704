package io.irodsingest.handlerapi.batch;

import io.irodsingest.handlerapi.Session;

/** What a call works with. Valid during the call. */
public interface BatchContext {
    /** The id of the batch or query. */
    String id();

    String app();

    String op();

    /** What was submitted as the context, as JSON; {@code null} as a text when nothing was. */
    String context();

    /**
     * What the {@link Initializer} of the application has opened.
     *
     * @throws IllegalStateException when the application has no initializer, or it is of another type
     */
    <T> T resources(Class<T> type);

    /** iRODS, as the user that the batch is for; taken when it is first asked for, and not to be used by two threads at once. */
    Session session();
}
