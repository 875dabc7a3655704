/** Requests and answers as bytes: packing instructions written and read, and the numbers of requests. Nothing here speaks to a server. */
package io.irodsingest.common.irods.protocol.wire;
