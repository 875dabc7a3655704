/** The worker that deletes from the target what a source no longer has, whatever kind of source it is. */
package io.irodsingest.workerdelete;
