/** Who may ask for what: tokens, the roles that they carry, and the callers who show them. */
package io.irodsingest.orchestrator.access;
