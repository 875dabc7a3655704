package io.irodsingest.adminapi.batch;

import java.util.List;
import java.util.Optional;

/**
 * Batches, the newest first.
 *
 * @param next what asks for the page behind this one, whose batches are older; empty when there is none
 */
public record BatchList(List<BatchView> batches, Optional<String> next) {}
