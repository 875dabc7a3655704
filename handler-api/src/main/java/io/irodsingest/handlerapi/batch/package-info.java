/**
 * What batches and slow queries are made of: a class of a user takes rows, or one question, and answers. Classes are found by
 * {@link java.util.ServiceLoader} on the workers' class path and in the jars of their plug-in directory, each of which has a class loader of
 * its own; a {@link io.irodsingest.handlerapi.batch.FileChecker} is found so by a file door. An application ({@code app}) is a group of operations that share an {@link Initializer}.
 */
package io.irodsingest.handlerapi.batch;
