/** Reads the rows of batches in the forms in which users have them, as streams: no more than one row is in memory. */
package io.irodsingest.batchtasks.rows;
