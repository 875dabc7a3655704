/** What a source of entries is asked for. */
package io.irodsingest.ingest.source;
