package io.irodsingest.cli.output;

import io.irodsingest.cli.log.ClientLog;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.cli.output.Timeline.Bar;
import io.irodsingest.cli.output.Timeline.Lane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the beginnings and ends of tasks in what workers have recorded. For one thread. */
public final class ProfileReader {
    /** What is known of a task whose worker died: it did not get to its end. */
    static final String LOST = "Lost";

    private static final JsonMapper JSON = AdminJson.lenient();

    private final List<Event> events = new ArrayList<>();
    private long passedOver;

    private record Event(Instant ts, String event, String job, String jobId, long task, String type, String worker,
            String thread, Optional<String> outcome, Optional<Map<String, Long>> counts) {

        boolean isWhole() {
            return ts != null && event != null && job != null && type != null && worker != null && thread != null;
        }

        boolean isEndOf(Event begin) {
            return event.equals("end") && task == begin.task && Objects.equals(jobId, begin.jobId);
        }
    }

    /** Lines that were no events: a worker that was killed may leave half a line. */
    public long passedOver() {
        return passedOver;
    }

    public void read(Path file) throws IOException {
        // bytes that are no UTF-8 make a line useless, and no others
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    add(line);
                }
            }
        }
    }

    private void add(String line) {
        try {
            Event event = JSON.readValue(line, Event.class);
            if (event != null && event.isWhole()) {
                events.add(event);
                return;
            }
        } catch (JsonProcessingException noEvent) {
            ClientLog.LOG.fine(() -> "no event: " + noEvent.getOriginalMessage());
        }
        passedOver++;
    }

    public Timeline timeline() {
        // a thread's own lines are in order already, and stay so
        events.sort(Comparator.comparing(Event::ts));
        Instant first = events.isEmpty() ? Instant.EPOCH : events.getFirst().ts();
        Instant last = events.isEmpty() ? Instant.EPOCH : events.getLast().ts();
        Map<Lane, Event> begun = new HashMap<>();
        List<Bar> bars = new ArrayList<>();
        for (Event event : events) {
            Lane lane = new Lane(event.worker(), event.thread());
            Event open = begun.remove(lane);
            if (open != null && event.isEndOf(open)) {
                bars.add(bar(lane, open, event.ts(), event));
            } else if (open != null) {
                bars.add(bar(lane, open, event.ts(), open));
            }
            if (event.event().equals("begin")) {
                begun.put(lane, event);
            }
        }
        begun.forEach((lane, open) -> bars.add(bar(lane, open, last, open)));
        return new Timeline(first, bars);
    }

    /** @param end the event of its end, or of its beginning when there is none */
    private static Bar bar(Lane lane, Event begin, Instant until, Event end) {
        return new Bar(lane, begin.ts(), until, begin.job(), begin.task(), begin.type(),
                end == begin ? LOST : end.outcome().orElse("Done"), end.counts().orElse(Map.of()));
    }
}
