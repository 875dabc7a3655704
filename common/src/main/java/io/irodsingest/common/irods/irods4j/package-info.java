/** The iRODS port on irods4j: its authentication, and our own pool, codec and requests. No type of irods4j leaves it. */
package io.irodsingest.common.irods.irods4j;
