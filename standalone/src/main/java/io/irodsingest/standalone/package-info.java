/** Everything in one process: the same code as in a cluster, over embedded servers. */
package io.irodsingest.standalone;
