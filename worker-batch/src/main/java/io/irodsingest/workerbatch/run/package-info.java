/** Tasks of batches and slow queries: rows are read, processors called, and results checked and written. */
package io.irodsingest.workerbatch.run;
