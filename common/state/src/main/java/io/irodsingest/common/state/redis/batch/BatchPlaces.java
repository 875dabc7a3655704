package io.irodsingest.common.state.redis.batch;

import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How batches stand in the list, which is sorted by the bytes of its members. Pure. */
final class BatchPlaces {
    private static final Pattern WORD = Pattern.compile("[^\\s{}]+");
    private static final int PARTS = 5;
    private static final String BATCH = "batch";
    private static final String QUERY = "query";
    private static final String END = "+";
    private static final String BEGIN = "-";

    private BatchPlaces() {}

    /** @throws IllegalArgumentException when a part of it is no word */
    static String member(BatchPlace place) {
        Stream.of(place.jobId(), place.app(), place.op()).filter(part -> !WORD.matcher(part).matches()).findFirst()
                .ifPresent(part -> {
                    throw new IllegalArgumentException("'" + part + "' is no word");
                });
        return String.join(" ", time(place.submitted()), place.jobId(), kind(place.query()), place.app(), place.op());
    }

    static String kind(boolean query) {
        return query ? QUERY : BATCH;
    }

    static BatchPlace place(String member) {
        String[] parts = member.split(" ", PARTS);
        return new BatchPlace(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], parts[3], parts[4],
                parts[2].equals(QUERY));
    }

    /** In so many digits that later times stand behind earlier ones. */
    private static String time(Instant time) {
        return String.format("%015d", Math.max(0, time.toEpochMilli()));
    }

    /** The end of the range in which a query's batches stand, as {@code ZREVRANGEBYLEX} has it. */
    static String last(BatchQuery query) {
        Optional<String> before = query.before().map(time -> "(" + time(time));
        Optional<String> behind = query.behind().map(place -> "(" + member(place));
        return Stream.of(before, behind).flatMap(Optional::stream).sorted().findFirst().orElse(END);
    }

    /** The begin of that range. */
    static String first(BatchQuery query) {
        return query.after().map(time -> "[" + time(time)).orElse(BEGIN);
    }
}
