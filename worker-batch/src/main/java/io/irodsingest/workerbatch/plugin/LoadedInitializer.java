package io.irodsingest.workerbatch.plugin;

import io.irodsingest.common.handler.BoundedCalls;
import io.irodsingest.handlerapi.batch.Initializer;

/**
 * An initializer, ready to be called.
 *
 * @param label its class and where that was found, for messages
 */
record LoadedInitializer(Initializer object, String label, BoundedCalls calls) {}
