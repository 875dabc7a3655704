package io.irodsingest.orchestrator.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's stay at the dashboard. The browser keeps it, sealed, so that it outlives an orchestrator and is known to all of them.
 *
 * @param id random, and no secret
 * @param tokenDigest of the token that was shown; empty where none are asked for
 * @param csrf a secret that each form sends back: only our own pages know it
 * @param ends no cookie is taken any more from then on
 */
public record Session(String id, Optional<String> tokenDigest, String csrf, Instant ends) {}
