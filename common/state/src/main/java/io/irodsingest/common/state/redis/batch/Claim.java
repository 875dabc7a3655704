package io.irodsingest.common.state.redis.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes a batch claims. Pure.
 *
 * @param at when somebody claimed or gave back some of them last
 */
record Claim(long bytes, Instant at) {
    private static final Claim NONE = new Claim(0, Instant.EPOCH);
    private static final Pattern FORM = Pattern.compile("(\\d+) (\\d+) .*");

    /** @param text as {@code head.lua} has it */
    static Claim parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? new Claim(Long.parseLong(parts.group(1)), Instant.ofEpochMilli(Long.parseLong(parts.group(2))))
                : NONE;
    }

    /**
     * How many it should have: what the batch takes. As long as rows may be staged for it, it keeps what was claimed for these.
     *
     * @param job the record of the batch's job; empty when it is forgotten, or not made yet
     * @param staged how long staged rows live
     */
    long right(Map<String, String> job, Instant now, Duration staged) {
        long takes = number(job, "rowBytes") + number(job, "pageBytes");
        boolean takesRows = job.getOrDefault("state", "BLOCKED").equals("BLOCKED");
        return takesRows && at.plus(staged).isAfter(now) ? Math.max(bytes, takes) : takes;
    }

    private static long number(Map<String, String> job, String field) {
        return Long.parseLong(job.getOrDefault(field, "0"));
    }
}
