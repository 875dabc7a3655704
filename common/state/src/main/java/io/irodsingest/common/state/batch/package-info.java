/** What is kept of batches besides their jobs: rows, results, and how many bytes they take. */
package io.irodsingest.common.state.batch;
