package io.irodsingest.adminapi;

import java.util.List;

/**
 * A page of the dead letters, oldest first.
 *
 * @param offset how many stand before the first of this page
 * @param limit how many this page could hold
 * @param total how many there are
 */
public record DeadLetterList(int offset, int limit, long total, List<DeadLetterView> deadLetters) {

    public DeadLetterList {
        deadLetters = List.copyOf(deadLetters);
    }
}
