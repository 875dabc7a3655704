/** The worker for batches and slow queries, as a process: which handlers it has, and its settings. */
package io.irodsingest.workerbatch;
