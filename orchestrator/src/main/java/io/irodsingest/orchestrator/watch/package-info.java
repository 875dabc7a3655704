/** What is known of the cluster at a moment: its queues, its workers, and what jobs wait for. */
package io.irodsingest.orchestrator.watch;
