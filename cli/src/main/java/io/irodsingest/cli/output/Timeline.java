package io.irodsingest.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tasks by the threads that worked on them.
 *
 * @param begin when the first one began; now when there are none
 * @param bars by begin
 */
public record Timeline(Instant begin, List<Bar> bars) {
    private static final JsonMapper JSON = AdminJson.lenient();
    private static final String TEMPLATE = "timeline.html";
    private static final String PLACE = "{\"place\": \"of the data\"}";

    /** A thread of a worker. */
    record Lane(String worker, String thread) {}

    /** A task. */
    record Bar(Lane lane, Instant begin, Instant end, String job, long task, String type, String outcome,
            Map<String, Long> counts) {}

    /** What the page draws; a bar is lane, type, job and outcome by index, task, begin and length in microseconds, counts. */
    private record Data(Instant begin, List<Lane> lanes, List<String> types, List<String> jobs, List<String> outcomes,
            List<List<Object>> bars) {}

    public Timeline {
        bars = bars.stream().sorted(Comparator.comparing(Bar::begin)).toList();
    }

    /** By worker and thread; task-2 stands before task-10. */
    public List<Lane> lanes() {
        return bars.stream().map(Bar::lane).distinct()
                .sorted(Comparator.comparing(Lane::worker).thenComparing(lane -> lane.thread().length())
                        .thenComparing(Lane::thread))
                .toList();
    }

    /** The page, which needs nothing else. */
    public String html() {
        try (InputStream template = Timeline.class.getResourceAsStream(TEMPLATE)) {
            String page = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            // inside of a script element, where a name must not end it
            String json = JSON.writer().withoutFeatures(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(data()).replace("<", "\\u003c");
            return page.replace(PLACE, json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Data data() {
        List<Lane> lanes = lanes();
        List<String> types = bars.stream().map(Bar::type).distinct().toList();
        List<String> jobs = bars.stream().map(Bar::job).distinct().toList();
        List<String> outcomes = bars.stream().map(Bar::outcome).distinct().toList();
        Map<Object, Integer> numbers = IntStream.range(0, lanes.size()).boxed()
                .collect(Collectors.toMap(lanes::get, number -> number));
        return new Data(begin, lanes, types, jobs, outcomes,
                bars.stream()
                        .map(bar -> List.<Object>of(numbers.get(bar.lane()), types.indexOf(bar.type()),
                                jobs.indexOf(bar.job()), outcomes.indexOf(bar.outcome()), bar.task(),
                                micros(begin, bar.begin()), micros(bar.begin(), bar.end()), bar.counts()))
                        .toList());
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000;
    }
}
