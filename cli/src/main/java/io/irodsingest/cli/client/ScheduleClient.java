package io.irodsingest.cli.client;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.adminapi.schedule.ScheduleCount;
import io.irodsingest.adminapi.schedule.ScheduleList;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleUpdate;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The schedules of an orchestrator. Moments are texts, as the endpoint takes them, which refuses what is none in words for the user.
 * Thread-safe.
 *
 * @param client who speaks to the orchestrator
 */
public record ScheduleClient(AdminClient client) {
    private static final String SCHEDULES = "schedules";

    /** Makes a schedule. When nobody can tell whether it was made, it is asked for again: a wish makes one schedule. */
    public ScheduleView create(ScheduleRequest request) throws AwayException {
        return client.wish(SCHEDULES, request, UUID.randomUUID().toString(), ScheduleView.class);
    }

    public ScheduleView schedule(String nameOrId) throws AwayException {
        return client.get(path(nameOrId, ""), ScheduleView.class);
    }

    /**
     * Which schedules are wanted. What is empty does not matter.
     *
     * @param states with commas between
     * @param name with a {@code *} at its end for the beginning of names
     * @param metadata {@code NAME=TEXT}, with commas between
     * @param until the latest next run
     */
    public record Wanted(Optional<String> states, Optional<String> name, Optional<String> metadata,
            Optional<String> until) {}

    /** A page of schedules. @param after what the page before has told as next */
    public ScheduleList schedules(Wanted wanted, int limit, Optional<String> after) throws AwayException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", String.valueOf(limit));
        wanted.states().ifPresent(states -> query.put("state", states));
        wanted.name().ifPresent(name -> query.put("name", name));
        wanted.metadata().ifPresent(metadata -> query.put("metadata", metadata));
        wanted.until().ifPresent(until -> query.put("until", until));
        after.ifPresent(place -> query.put("after", place));
        return client.get(SCHEDULES + query(query), ScheduleList.class);
    }

    /** How many schedules are due until a moment. */
    public long count(String until) throws AwayException {
        return client.get(SCHEDULES + "-count" + query(Map.of("until", until)), ScheduleCount.class).count();
    }

    /** A page of the runs of a schedule, newest first. */
    public ScheduleRuns runs(String nameOrId, int offset, int limit) throws AwayException {
        return client.get(path(nameOrId, "/runs") + "?offset=" + offset + "&limit=" + limit, ScheduleRuns.class);
    }

    /** When the next runs of a schedule start. */
    public UpcomingTimes upcoming(String nameOrId, int limit) throws AwayException {
        return client.get(path(nameOrId, "/upcoming") + "?limit=" + limit, UpcomingTimes.class);
    }

    /** When runs would be planned by a trigger that no schedule has yet. */
    public UpcomingTimes upcoming(ScheduleTrigger trigger, int limit) throws AwayException {
        return client.post(SCHEDULES + "-upcoming?limit=" + limit, Optional.of(trigger), UpcomingTimes.class);
    }

    public ScheduleView update(String nameOrId, ScheduleUpdate update) throws AwayException {
        return client.post(path(nameOrId, "/update"), Optional.of(update), ScheduleView.class);
    }

    /** @param note why */
    public ScheduleView pause(String nameOrId, Optional<String> note) throws AwayException {
        return client.post(
                path(nameOrId, "/pause") + note.map(text -> query(Map.of("note", text))).orElse(""), Optional.empty(),
                ScheduleView.class);
    }

    public ScheduleView resume(String nameOrId) throws AwayException {
        return client.post(path(nameOrId, "/resume"), Optional.empty(), ScheduleView.class);
    }

    /** Has the next run start at another moment. */
    public ScheduleView move(String nameOrId, String to) throws AwayException {
        return client.post(path(nameOrId, "/move") + query(Map.of("to", to)), Optional.empty(), ScheduleView.class);
    }

    /** Starts a run besides the plan. When nobody can tell whether it was started, it is asked for again: a wish starts one run. */
    public DueRuns trigger(String nameOrId) throws AwayException {
        return client.wish(path(nameOrId, "/trigger"), DueRuns.class);
    }

    /** Starts the runs of planned times that are past, from the one moment to the other; asked for again as {@link #trigger}. */
    public DueRuns backfill(String nameOrId, String from, String to) throws AwayException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("from", from);
        query.put("to", to);
        return client.wish(path(nameOrId, "/backfill") + query(query), DueRuns.class);
    }

    public ScheduleView cancel(String nameOrId) throws AwayException {
        return client.delete(path(nameOrId, ""), ScheduleView.class);
    }

    /** Starts once what is due of all schedules. */
    public DueRuns runDue() throws AwayException {
        return client.post(SCHEDULES + "-run-due", Optional.empty(), DueRuns.class);
    }

    private static String path(String nameOrId, String rest) {
        return SCHEDULES + '/' + AdminClient.segment("schedule", nameOrId) + rest;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + '='
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }
}
