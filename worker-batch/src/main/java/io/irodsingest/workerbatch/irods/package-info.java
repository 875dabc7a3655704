/**
 * The operations on iRODS that come with batches: application {@code irods}. A row is one request, as a rule; requests of the rows of a
 * chunk go out together, and each row succeeds or fails for itself, with the server's reason.
 */
package io.irodsingest.workerbatch.irods;
