/** The iRODS port on Jargon: its connections, encryption and authentication. No type of Jargon leaves it. */
package io.irodsingest.irods.jargon;
