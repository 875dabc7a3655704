/** Which log lines of which processes belong together: the trace context of the W3C. */
package io.irodsingest.common.trace;
