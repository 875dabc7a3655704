/** Compares what is read of an object with the checksum that its store keeps, while it is read. */
package io.irodsingest.workers3.checksum;
