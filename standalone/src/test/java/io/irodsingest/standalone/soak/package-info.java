/** The soak: a cluster of processes that works while everything around it fails, and what must be true in the end. */
package io.irodsingest.standalone.soak;
