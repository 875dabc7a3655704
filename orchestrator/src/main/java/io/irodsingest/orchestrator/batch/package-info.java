/**
 * Batches and slow queries for their users: their rows come in and their results go out as streams, of which a chunk at a time is in memory.
 */
package io.irodsingest.orchestrator.batch;
