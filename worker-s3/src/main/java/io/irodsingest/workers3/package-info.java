/** The worker whose source is a bucket of an S3 store. */
package io.irodsingest.workers3;
