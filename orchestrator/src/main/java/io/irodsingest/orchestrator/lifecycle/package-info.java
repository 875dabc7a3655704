/** How jobs are made, stopped, paused and published, by whomever. */
package io.irodsingest.orchestrator.lifecycle;
