/** What a process measures of itself, and the listener where Prometheus reads it. */
package io.irodsingest.common.metrics;
