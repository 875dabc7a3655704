package io.irodsingest.adminapi.batch;

import java.util.List;
import java.util.Optional;

/**
 * Slow queries, the newest first.
 *
 * @param next what asks for the page behind this one, whose queries are older; empty when there is none
 */
public record QueryList(List<QueryView> queries, Optional<String> next) {}
