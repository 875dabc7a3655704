/** What the orchestrator is asked over HTTP: its endpoints, what requests mean, and how records are shown. */
package io.irodsingest.orchestrator.api;
