/** The iRODS port on irods4j: its authentication, and our own greeting and encryption. No type of irods4j leaves it. */
package io.irodsingest.common.irods.irods4j;
