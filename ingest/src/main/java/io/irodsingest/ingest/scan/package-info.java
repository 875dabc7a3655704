/** Walks through a source: finds what is new, changed and gone, and makes collections. */
package io.irodsingest.ingest.scan;
