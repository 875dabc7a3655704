/** Output files of batches and slow queries: put together, and brought to the place that a batch has for them. */
package io.irodsingest.workerbatch.output;
