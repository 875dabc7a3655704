/**
 * The admin endpoint as such: requests, roles, answers, problems, event streams, and the OpenAPI document. Which endpoints there
 * are is said elsewhere, in lists of {@link io.irodsingest.orchestrator.http.Endpoint}.
 */
package io.irodsingest.orchestrator.http;
