/** The runtime that takes a message to its end: dispatch, stop check, outages, accounting, acknowledgement. */
package io.irodsingest.common.worker;
