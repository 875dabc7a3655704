/**
 * The file door: a process that watches directories and makes a batch of each file that comes. It speaks to the orchestrator over HTTP
 * and to nothing else.
 */
package io.irodsingest.filedoor;
