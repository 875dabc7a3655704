package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.UnreadableRecordException;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.irodsingest.common.job.ChainProgress;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.Job.Wait;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobEvent.PassEnd;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobSpecCodec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.common.job.Predecessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in Redis as JSON, and a job's record, whose fields {@code commit.lua} and its like write. Fields that a reader does
 * not know are passed over, so that a newer writer may add some. Thread-safe.
 */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final JsonMapper JSON = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    static final String PLANNED_AT = "plannedAt";
    static final String RUN_OF = "runOf";
    static final String RUN = "run";
    static final String KEEP_FOR = "keepFor";
    static final String AFTER = "after";
    static final String FOLLOW_UPS = "followUps";
    static final String FOLLOW_UP_HANDLERS = "followUpHandlers";

    /** Before the names of follow-ups that are dealt with. */
    private static final String HANDED_OVER = "followUp.";

    /** Before the names of counts. */
    private static final String COUNT = "c.";

    /** For what tells nothing but figures: a value that is not known is none. */
    private static final JsonMapper LENIENT = JSON.rebuild()
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build();

    private Records() {}

    static String encode(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " could not be written as JSON",
                    impossible);
        }
    }

    static <T> T decode(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException foreign) {
            throw unreadable("a " + type.getSimpleName(), foreign);
        }
    }

    /** Each of some values that can be read; the others are of another version, and passed over. */
    static <T> List<T> readable(Collection<?> values, Class<T> type) {
        List<T> readable = new ArrayList<>(values.size());
        for (Object json : values) {
            try {
                readable.add(LENIENT.readValue((String) json, type));
            } catch (JsonProcessingException foreign) {
                LOG.debug("a {} cannot be read: {}", type.getSimpleName(), foreign.getOriginalMessage());
            }
        }
        return readable;
    }

    private static UnreadableRecordException unreadable(String what, JsonProcessingException foreign) {
        String reason = foreign.getOriginalMessage();
        return new UnreadableRecordException(what, reason.lines().findFirst().orElse(""), foreign);
    }

    /**
     * A state by its name. One that this version does not know stands for a pause: nothing of the job is begun here, and nothing
     * that is at work is given up.
     */
    static JobState state(String name) {
        return Arrays.stream(JobState.values()).filter(state -> state.name().equals(name)).findFirst()
                .orElse(JobState.PAUSED);
    }

    /**
     * Empty when there is no record, or only a draft of one.
     *
     * @throws UnreadableRecordException when another version has written it
     */
    static Optional<Job> job(String id, Map<String, String> fields) {
        return isJob(fields) ? Optional.of(read(id, fields)) : Optional.empty();
    }

    /** Whether there is a record, and more than a draft of one. */
    static boolean isJob(Map<String, String> fields) {
        return fields.containsKey("state");
    }

    /** As {@link #job}, but a draft is a job too: one that has a name and nothing else yet. */
    static Optional<Job> jobOrDraft(String id, Map<String, String> fields) {
        return fields.containsKey("spec") ? Optional.of(read(id, fields)) : Optional.empty();
    }

    /** What the scripts note of a job, whose numbers are texts. */
    private record Event(String at, JobState state, String pass, JobState outcome, String started, String failed,
            String error, Map<String, String> counts) {}

    /** Empty for one that another version has noted, which this one cannot read. */
    static Optional<JobEvent> event(String json) {
        return readable(List.of(json), Event.class).stream().filter(event -> event.state() != null).findFirst()
                .map(Records::told);
    }

    private static JobEvent told(Event event) {
        Optional<PassEnd> end = Optional.ofNullable(event.outcome()).map(outcome -> new PassEnd(outcome,
                Instant.ofEpochMilli(Long.parseLong(event.started())),
                counts(event.counts() == null ? Map.of() : event.counts(), ""),
                Long.parseLong(Objects.requireNonNullElse(event.failed(), "0")), Optional.ofNullable(event.error())));
        return new JobEvent(Instant.ofEpochMilli(Long.parseLong(event.at())), event.state(),
                Long.parseLong(event.pass()), end);
    }

    /** What a job counted in its latest pass, as the index of jobs keeps it: "name=amount ...". */
    static String figures(Map<String, String> fields) {
        Map<String, Long> figures = new TreeMap<>();
        fields.forEach((name, amount) -> {
            if (name.startsWith(COUNT)) {
                figures.put(name, Long.parseLong(amount));
            }
        });
        figures.put("registered", registered(fields));
        figures.put("failed", number(fields, "failed"));
        figures.put("retried", number(fields, "retried"));
        return figures.entrySet().stream().map(figure -> figure.getKey() + '=' + figure.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Sums of {@link #figures}. */
    static CurrentJobs.Sums sums(Map<String, String> sums) {
        return new CurrentJobs.Sums(counts(sums, COUNT), number(sums, "registered"), number(sums, "failed"),
                number(sums, "retried"));
    }

    private static Counts counts(Map<String, String> fields, String prefix) {
        Counts.Builder counts = new Counts.Builder();
        fields.forEach((name, amount) -> {
            if (name.startsWith(prefix)) {
                counts.add(new Count(name.substring(prefix.length())), Long.parseLong(amount));
            }
        });
        return counts.build();
    }

    private static Job read(String id, Map<String, String> fields) {
        try {
            return parsed(id, fields);
        } catch (RuntimeException foreign) {
            throw new UnreadableRecordException("the record of job " + id, firstLine(foreign), foreign);
        }
    }

    private static String firstLine(RuntimeException foreign) {
        Throwable told = foreign instanceof UnreadableRecordException ? foreign.getCause() : foreign;
        String reason = told instanceof JsonProcessingException json ? json.getOriginalMessage() : told.getMessage();
        return String.valueOf(reason).lines().findFirst().orElse("");
    }

    private static Job parsed(String id, Map<String, String> fields) {
        Instant created = Instant.ofEpochMilli(number(fields, "created"));
        return new Job(id, spec(fields.get("spec")),
                JobState.valueOf(fields.getOrDefault("state", JobState.QUEUED.name())), counts(fields, COUNT),
                registered(fields), number(fields, "open"),
                number(fields, "failed"), number(fields, "retried"), origin(fields, created), passes(fields, created),
                Optional.ofNullable(fields.get("error")), wait(fields));
    }

    private static Origin origin(Map<String, String> fields, Instant created) {
        return new Origin(created, time(fields, PLANNED_AT),
                Optional.ofNullable(fields.get(RUN_OF)).map(name -> new RunOf(name, number(fields, RUN))),
                chain(fields));
    }

    private static ChainProgress chain(Map<String, String> fields) {
        List<Predecessor> predecessors = fields.containsKey(AFTER)
                ? List.of(decode(fields.get(AFTER), Predecessor[].class))
                : List.of();
        Map<On, Optional<String>> handedOver = new EnumMap<>(On.class);
        for (On on : On.values()) {
            Optional.ofNullable(fields.get(HANDED_OVER + on))
                    .ifPresent(problem -> handedOver.put(on, Optional.of(problem).filter(text -> !text.isEmpty())));
        }
        return new ChainProgress(predecessors, handedOver);
    }

    private static JobSpec spec(String json) {
        try {
            return JobSpecCodec.decode(json);
        } catch (JsonProcessingException foreign) {
            throw unreadable("a specification", foreign);
        }
    }

    private static Optional<Wait> wait(Map<String, String> fields) {
        return time(fields, "waiting").map(since -> new Wait(since, fields.getOrDefault("wait", "")));
    }

    private static Passes passes(Map<String, String> fields, Instant created) {
        return new Passes(number(fields, "passes"), time(fields, "started").orElse(created), time(fields, "ended"),
                time(fields, "next"), time(fields, "due"), number(fields, "resumes"),
                time(fields, "begun"));
    }

    static Optional<Instant> time(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(Long::parseLong).map(Instant::ofEpochMilli);
    }

    /**
     * The time of a job's end by which it is forgotten in its turn: one that is kept for less or more than the others stands among
     * them as if it had ended earlier or later.
     *
     * @param kept how long the others are
     */
    static long endInTurn(Map<String, String> fields, Duration kept) {
        return number(fields, "ended") + Long.parseLong(fields.getOrDefault(KEEP_FOR, String.valueOf(kept.toMillis())))
                - kept.toMillis();
    }

    /** Tasks that the pass has registered. */
    private static long registered(Map<String, String> fields) {
        String before = OldRecords.field(fields, "registeredBefore");
        return number(fields, "registered") - (before == null ? 0 : Long.parseLong(before));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
