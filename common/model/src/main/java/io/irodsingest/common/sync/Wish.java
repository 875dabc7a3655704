package io.irodsingest.common.sync;

import io.irodsingest.handlerapi.Operation;
import java.util.Optional;

/**
 * What a job wants for an entry.
 *
 * @param resource where its replica is to be: in a resource's tree, whether the resource is its root or not; without one a
 *     replica anywhere will do
 */
public record Wish(Operation operation, Optional<String> resource) {}
