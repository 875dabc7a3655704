/** What this system asks of iRODS. Clients of a library live in packages of their own below this one. */
package io.irodsingest.common.irods;
