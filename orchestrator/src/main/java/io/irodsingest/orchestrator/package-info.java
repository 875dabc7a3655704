/** Accepts jobs over HTTP, sees them through to their end, and shows how they and the cluster are. */
package io.irodsingest.orchestrator;
