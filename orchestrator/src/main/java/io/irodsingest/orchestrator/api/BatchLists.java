package io.irodsingest.orchestrator.api;

import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.orchestrator.batch.BatchFinder.Wanted;
import io.irodsingest.orchestrator.batch.BatchStatus;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.request.JobRequests;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked for of lists of batches and slow queries. */
final class BatchLists {
    private static final int PARTS = 4;

    private BatchLists() {}

    /** Tells of the parameters. */
    static Endpoint.Draft in(Endpoint.Draft draft) {
        return draft.text("app", "Only those of this application").text("op", "Only those of this operation")
                .text("status", "Only those in one of these statuses, separated by commas")
                .text("since", "Only those that were submitted then or later, like 2026-12-01T02:00:00Z")
                .text("until", "Only those that were submitted before")
                .number("limit", "How many at most; up to 1000")
                .text("after", "Only those behind a page: what it told as next");
    }

    /** @param query whether slow queries are wanted */
    static Wanted wanted(Call call, boolean query) {
        Set<BatchStatus> statuses = call.text("status").map(BatchLists::statuses).orElse(Set.of());
        return new Wanted(new BatchQuery(query, call.text("app"),
                call.text("op").map(op -> op.toLowerCase(Locale.ROOT)),
                moment(call, "since"), moment(call, "until"), call.text("after").map(text -> place(text, query)),
                call.limit()), statuses);
    }

    private static Set<BatchStatus> statuses(String text) {
        return Arrays.stream(text.split(","))
                .map(status -> JobRequests.choice("status", Optional.of(status.strip()), BatchStatus.values())
                        .orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(BatchStatus.class)));
    }

    private static Optional<Instant> moment(Call call, String field) {
        return call.text(field).map(text -> {
            try {
                return OffsetDateTime.parse(text.strip()).toInstant();
            } catch (DateTimeException malformed) {
                throw Refusal
                        .badRequest(field + " '" + text + "' is no moment: allowed is ISO 8601 with an offset, like"
                                + " 2026-12-01T02:00:00Z");
            }
        });
    }

    /** What asks for the page behind a place. */
    static String next(BatchPlace place) {
        String text = String.join(" ", String.valueOf(place.submitted().toEpochMilli()), place.jobId(), place.app(),
                place.op());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BatchPlace place(String next, boolean query) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8).split(" ");
            if (parts.length == PARTS && Arrays.stream(parts).noneMatch(String::isEmpty)) {
                return new BatchPlace(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], parts[2], parts[3],
                        query);
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw noPlace();
        }
        throw noPlace();
    }

    private static Refusal noPlace() {
        return Refusal.badRequest("after must be what a page has told as next");
    }
}
