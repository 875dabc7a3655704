/** The broker and the Redis of a cluster that lives in one JVM; it knows nothing of the rest of irods-ingest. */
package io.irodsingest.embedded;
