package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.orchestrator.http.Refusal;
import java.util.function.Function;

/**
 * By what a wish for runs of a schedule is recognised when it is sent again.
 *
 * @param id the same for each repetition, and for no other wish of anybody
 * @param used what to answer when another wish, which is given in words, was known by this id
 */
public record WishKey(String id, Function<String, Refusal> used) {}
