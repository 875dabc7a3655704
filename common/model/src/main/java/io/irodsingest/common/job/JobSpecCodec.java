package io.irodsingest.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.irodsingest.common.job.FollowUp.On;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Specifications of jobs as JSON, in which they are kept. What every job has stands beside what its kind of work adds; fields that a reader
 * does not know are passed over, so that a newer writer may add some. A record without a kind is that of an ingest, which is all that older
 * versions knew. Thread-safe.
 */
public final class JobSpecCodec {
    private static final String INGEST = "ingest";
    private static final String KIND = "kind";
    private static final String NAME = "name";
    private static final String QUEUES = "lanes";
    private static final String OPTIONS = "options";
    private static final String TIMING = "timing";
    private static final String TRACE_PARENT = "traceParent";
    private static final String GRANT = "grant";
    private static final String CHAIN = "chain";
    private static final String AFTER = "after";
    private static final String AFTER_ANY = "afterAny";
    private static final String FOLLOW_UPS = "followUps";
    private static final String JOB = "job";
    private static final String SCHEDULE = "schedule";

    private static final JsonMapper JSON = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // durations are decimal numbers, of which none may lose a digit on its way
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();
    private static final TypeReference<Map<Lane, String>> BY_LANE = new TypeReference<>() {
    };
    private static final Map<String, WorkFormat> FORMATS = ServiceLoader.load(WorkFormat.class).stream()
            .map(Provider::get).collect(Collectors.toUnmodifiableMap(WorkFormat::kind, Function.identity()));

    private JobSpecCodec() {}

    /** @throws IllegalArgumentException for work of a kind that has no format here */
    public static String encode(JobSpec spec) {
        return record(spec).toString();
    }

    private static ObjectNode record(JobSpec spec) {
        Work work = spec.work();
        WorkFormat format = FORMATS.get(work.kind());
        if (format == null) {
            throw new IllegalArgumentException("work of kind " + work.kind() + " cannot be written here: there is no "
                    + WorkFormat.class.getSimpleName() + " of it on the class path");
        }
        ObjectNode record = JSON.createObjectNode().put(KIND, work.kind()).put(NAME, spec.name());
        record.set(QUEUES, JSON.valueToTree(work.lanes().stream()
                .collect(Collectors.toMap(Function.identity(), work::queue))));
        record.set(OPTIONS, options(spec.options()));
        spec.traceParent().ifPresent(parent -> record.put(TRACE_PARENT, parent));
        record.set(GRANT, JSON.valueToTree(spec.grant()));
        format.write(work, record, JSON);
        if (!spec.chain().equals(JobChain.NONE)) {
            record.set(CHAIN, chain(spec.chain()));
        }
        return record;
    }

    private static ObjectNode options(JobOptions options) {
        ObjectNode written = JSON.valueToTree(options);
        if (options.timing().equals(JobTiming.NONE)) {
            // the record of a job without such wishes is the same as that of earlier versions
            written.remove(TIMING);
        }
        return written;
    }

    /** @throws JsonProcessingException when another version has written it, in a way that cannot be read here */
    public static JobSpec decode(String text) throws JsonProcessingException {
        return spec(JSON.readValue(text, ObjectNode.class));
    }

    private static JobSpec spec(ObjectNode record) throws JsonProcessingException {
        return new JobSpec(record.path(NAME).asText(), work(record),
                JSON.treeToValue(record.path(OPTIONS), JobOptions.class),
                Optional.ofNullable(record.path(TRACE_PARENT).textValue()),
                JSON.treeToValue(record.path(GRANT), Grant.class), chain(record.path(CHAIN)));
    }

    private static ObjectNode chain(JobChain chain) {
        ObjectNode node = JSON.createObjectNode();
        node.set(AFTER, JSON.valueToTree(chain.after()));
        node.set(AFTER_ANY, JSON.valueToTree(chain.afterAny()));
        ObjectNode followUps = node.putObject(FOLLOW_UPS);
        chain.followUps().forEach((on, followUp) -> {
            ObjectNode one = followUps.putObject(on.name());
            switch (followUp) {
                case FollowUp.OfJob job -> one.set(JOB, record(job.spec()));
                case FollowUp.OfSchedule schedule -> one.put(SCHEDULE, schedule.name());
            }
        });
        return node;
    }

    /** Of a record without a chain, none. */
    private static JobChain chain(JsonNode node) throws JsonProcessingException {
        Map<On, FollowUp> followUps = new EnumMap<>(On.class);
        for (Map.Entry<String, JsonNode> one : node.path(FOLLOW_UPS).properties()) {
            followUps.put(On.valueOf(one.getKey()), one.getValue().get(JOB) instanceof ObjectNode job
                    ? new FollowUp.OfJob(spec(job))
                    : new FollowUp.OfSchedule(one.getValue().path(SCHEDULE).asText()));
        }
        return new JobChain(texts(node.path(AFTER)), texts(node.path(AFTER_ANY)), followUps);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static Work work(ObjectNode record) throws JsonProcessingException {
        String kind = record.path(KIND).asText(INGEST);
        WorkFormat format = FORMATS.get(kind);
        return format == null
                ? new ForeignWork(kind, JSON.treeToValue(record.withObject('/' + QUEUES), BY_LANE))
                : format.read(record, JSON);
    }
}
