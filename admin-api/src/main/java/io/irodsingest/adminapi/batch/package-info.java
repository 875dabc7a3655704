/** What the admin endpoint says and takes of batches and slow queries. */
package io.irodsingest.adminapi.batch;
