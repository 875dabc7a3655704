/** The orchestrator, over HTTP: all that a door needs of a cluster. */
package io.irodsingest.filedoor.http;
