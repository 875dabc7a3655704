/** Brings single entries into their collections. */
package io.irodsingest.ingest.entry;
