package io.irodsingest.adminapi;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that nobody could read, or that the broker has given up on.
 *
 * @param id made of its content: the same message has the same id when it comes again
 * @param queue where it lay before; empty when nobody knows
 * @param reason why it is here
 * @param at when it was kept first
 * @param type what its publisher said that it is
 * @param size bytes of the body
 * @param beginning of the body, as far as it is text
 */
public record DeadLetterView(String id, Optional<String> queue, String reason, Instant at, Optional<String> type,
        Optional<String> messageId, int size, String beginning) {}
