/** Brings what is in a source into iRODS, whatever kind of source it is. */
package io.irodsingest.ingest;
