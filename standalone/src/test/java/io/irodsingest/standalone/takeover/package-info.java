/** Whether this version goes on with what processes of an earlier one have left in Redis and in the queues. */
package io.irodsingest.standalone.takeover;
