/** Uploads of small files together: the archive, and where it is kept until the server has unpacked it. */
package io.irodsingest.ingest.bundle;
