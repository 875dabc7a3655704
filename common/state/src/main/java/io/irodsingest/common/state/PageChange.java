package io.irodsingest.common.state;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a commit writes to a page: a hash of bytes that a kind of work keeps for a job, under a name of its own, as long as the job's record
 * is kept. What is in it is the kind's affair.
 *
 * @param page its name, in small letters
 * @param put fields to their new contents
 */
public record PageChange(String page, Map<String, byte[]> put) {
    private static final Pattern NAME = Pattern.compile("[a-z]{1,20}");

    public PageChange {
        if (!NAME.matcher(page).matches()) {
            throw new IllegalArgumentException("no name of a page: " + page);
        }
        put = Map.copyOf(put);
    }
}
