/** The worker for source directories on a filesystem: scans them and brings their entries into iRODS. */
package io.irodsingest.workerfilesystem;
