/** The way to a store: which stores are allowed, who asks, and the clients that the jobs of a worker share. */
package io.irodsingest.workers3.store;
