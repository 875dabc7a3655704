/**
 * What a process measures of itself, and the listener where Prometheus reads it. The listener is the HTTP server of the JDK: the
 * one in Prometheus' library is the same server with two paths of its own and refusals without words, and the orchestrator's is
 * a servlet container, memory and start time of each worker for three paths.
 */
package io.irodsingest.common.metrics;
