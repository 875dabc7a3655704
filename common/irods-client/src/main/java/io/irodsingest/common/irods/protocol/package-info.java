/**
 * What is said to iRODS, whichever library made the connection: messages, queries, uploads, and the pool of connections. The pool is
 * of our own: that of commons-pool2 gives up a thread's turn with a connection that broke, so that a task in its middle would wait
 * behind all others for the next one; it serves the account that most threads wait for and not whoever came first, and makes
 * connections where nobody can reach them to end that for a thread that is interrupted.
 */
package io.irodsingest.common.irods.protocol;
