package io.irodsingest.dashboard;

import java.util.Optional;

/**
 * Which jobs a page lists.
 *
 * @param name that of jobs, or with a {@code *} at its end the beginning of names; empty for all
 * @param state one of {@code JobView#state}, or several, separated by commas; empty for all
 * @param after what the page before has told as next
 */
public record JobFilter(Optional<String> name, Optional<String> state, Optional<String> after) {}
