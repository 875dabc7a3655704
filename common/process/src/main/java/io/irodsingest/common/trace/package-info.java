/**
 * Which work of which processes belongs together: the trace context of the W3C, in log lines and messages, and spans for a tracing
 * tool where one is configured. Ids are made here and not by OpenTelemetry's SDK, so that processes without a tool do not have it run.
 */
package io.irodsingest.common.trace;
