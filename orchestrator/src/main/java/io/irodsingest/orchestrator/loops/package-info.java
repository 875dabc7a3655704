/** What the orchestrator does by itself, again and again: begins what is due, puts right what was lost, and looks at the cluster. */
package io.irodsingest.orchestrator.loops;
