/** What makes a process of a worker: its settings, the servers that it opens, what is asked of it from outside, its end. */
package io.irodsingest.common.worker.process;
