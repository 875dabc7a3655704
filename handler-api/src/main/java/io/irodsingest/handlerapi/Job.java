package io.irodsingest.handlerapi;

import java.util.Optional;

/**
 * The job as it was asked for on the command line. What an event handler overrides is not seen here.
 *
 * @param name unique among the jobs that have not ended
 * @param source full path of the source's root, in the printable form of {@link Entry#sourcePath}
 * @param target logical path of the target collection
 * @param resource the root resource for replicas, when one was named
 */
public record Job(String name, String source, String target, Operation operation, DeleteMode deleteMode,
        Optional<String> resource) {}
