/** What is said to iRODS, whichever library made the connection: messages, queries, uploads, and the pool of connections. */
package io.irodsingest.common.irods.protocol;
