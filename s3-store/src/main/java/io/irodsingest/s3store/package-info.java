/** The way to a store: who asks, what is trusted, and the clients that the tasks of a worker share. */
package io.irodsingest.s3store;
