package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes of requests what schedules keep of them, and of that the jobs of runs. What is secret in a request is sealed for the schedule, the rest
 * of the request, and the grant of its maker: whoever writes to Redis can have it opened for nothing else. At each run it is sealed anew
 * for the job. Thread-safe.
 */
public final class Actions {
    /** Stands for what is secret. */
    public static final String HIDDEN = "***";

    private static final String S3 = "s3";
    private static final String ACCESS_KEY = "access_key";
    private static final String SECRET_KEY = "secret_key";
    private static final String HANDLER = "event_handler";
    private static final String CONTENT = "content";
    private static final String JOB_NAME = "job_name";
    private static final List<String> FOLLOW_UPS = List.of("on_success", "on_failure", "always");
    private static final String DIGEST = "handler_digest";
    private static final int SHORT_ID = 6;

    private final JsonMapper json = AdminJson.lenient();
    private final KeptRequests requests;
    private final Optional<ClusterKey> key;

    public Actions(Optional<ClusterKey> key) {
        this.requests = new KeptRequests(new NewJobs(key));
        this.key = key;
    }

    /**
     * An action as it is to be kept.
     *
     * @param attachment the content of an event handler, as it was sent
     */
    public record Kept(Action action, Optional<String> attachment) {}

    /**
     * Checks a request whole, by making the job of a run of it.
     *
     * @param grant of whoever sent it
     * @throws InvalidJobException with what is wrong, in one line
     */
    public Kept keep(JobRequest request, String scheduleId, String scheduleName, Grant grant) {
        ObjectNode tree = json.valueToTree(request);
        refuse(tree, "id", "each run has one of its own");
        refuse(tree, "interval", "the schedule says when the job is started again");
        refuse(tree, "after", "it says when the job begins");
        refuse(tree, "after_any", "it says when the job begins");
        refuseSecretsBelow(tree);
        requests.check(new Action.Start(tree, Optional.empty()), scheduleId, scheduleName, grant);
        ObjectNode secrets = json.createObjectNode();
        if (tree.path(S3) instanceof ObjectNode store) {
            hide(store, ACCESS_KEY, secrets);
            hide(store, SECRET_KEY, secrets);
        }
        Optional<String> content = Optional.empty();
        if (tree.path(HANDLER) instanceof ObjectNode handler) {
            content = Optional.of(handler.path(CONTENT).asText());
            handler.put(CONTENT, "");
            if (key.isPresent()) {
                secrets.put(DIGEST, digest(content.get()));
            }
        }
        ObjectNode kept = parsed(tree.toString());
        Optional<String> seal = secrets.isEmpty()
                ? Optional.empty()
                : key.map(one -> one.seal(new Secret(secrets.toString()), purpose(kept, scheduleId, grant)));
        return new Kept(new Action.Start(kept, seal), content);
    }

    /**
     * Checks a request for a batch or slow query, as {@link #keep(JobRequest, String, String, Grant)} does; nothing in it is secret.
     *
     * @throws InvalidJobException with what is wrong, in one line
     */
    public Kept keep(boolean query, Record request, String scheduleId, String scheduleName, Grant grant) {
        ObjectNode tree = json.valueToTree(request);
        refuse(tree, "id", "each run has one of its own");
        refuse(tree, "after", "it says when the job begins");
        refuse(tree, "after_any", "it says when the job begins");
        refuseSecretsBelow(tree);
        Action.Submit submit = new Action.Submit(parsed(tree.toString()), query);
        requests.check(submit, scheduleId, scheduleName, grant);
        return new Kept(submit, Optional.empty());
    }

    private static void refuse(ObjectNode request, String field, String why) {
        if (request.hasNonNull(field)) {
            throw new InvalidJobException(field + " does not go with a schedule: " + why + "; leave it out");
        }
    }

    /** What follows is kept as it was sent, and so may have nothing in it that must not be read. */
    private static void refuseSecretsBelow(JsonNode request) {
        for (String field : FOLLOW_UPS) {
            for (String other : List.of("batch", "query")) {
                if (request.path(field).path(other).isObject()) {
                    refuseSecretsBelow(request.path(field).path(other));
                }
            }
            JsonNode next = request.path(field).path("start");
            if (next.path(S3).hasNonNull(SECRET_KEY) || next.hasNonNull(HANDLER)) {
                throw new InvalidJobException(field
                        + ": a job that follows a run of a schedule can have neither an S3 key"
                        + " pair nor an event handler; name a profile that the workers have, or let a schedule follow that has"
                        + " them");
            }
            if (next.isObject()) {
                refuseSecretsBelow(next);
            }
        }
    }

    /** A request for a schedule without what is secret in it: whoever has it cannot tell what that was. */
    static String withoutSecrets(ObjectNode scheduleRequest) {
        ObjectNode copy = scheduleRequest.deepCopy();
        if (copy.path("action").path("start").path(S3) instanceof ObjectNode store) {
            hide(store, ACCESS_KEY, copy.objectNode());
            hide(store, SECRET_KEY, copy.objectNode());
        }
        return copy.toString();
    }

    private static void hide(ObjectNode part, String field, ObjectNode secrets) {
        if (part.path(field).isTextual()) {
            secrets.put(field, part.path(field).asText());
            part.put(field, HIDDEN);
        }
    }

    /** Whether the runs all have one name, so that two of them cannot be at a time. */
    static boolean isNamed(Action action) {
        return action instanceof Action.Making making && making.request().path(JOB_NAME).isTextual();
    }

    /** What the job of a run is called: as the request says, or else after the schedule and the number of the run. */
    static String jobName(Action.Making action, String scheduleName, long run) {
        return action.request().path(JOB_NAME).asText(scheduleName + '-' + run);
    }

    /** Another name for the same, for when somebody has the first. */
    static String otherName(String scheduleId, String scheduleName, long run) {
        return scheduleName + '-' + run + '-' + scheduleId.substring(0, Math.min(SHORT_ID, scheduleId.length()));
    }

    /**
     * The job of a run.
     *
     * @param attachment that of the schedule
     * @throws InvalidJobException when it cannot be made any more, in one line
     */
    NewJob open(StoredAction stored, Action.Making action, Going run, Optional<String> attachment, String jobName) {
        return open(stored, action, attachment, jobName, new Circumstances(run.job(), stored.grant(), Optional.empty(),
                Optional.of(run.planned()), Optional.of(new RunOf(stored.scheduleName(), run.run()))));
    }

    /**
     * The job that is started, as one that is no run. One that the request does not name is called after the schedule and its own id.
     *
     * @param id of the job
     * @param attachment that of the schedule
     * @throws InvalidJobException when it cannot be made any more, in one line
     */
    NewJob open(StoredAction stored, Action.Making action, String id, Optional<String> attachment) {
        return open(stored, action, attachment,
                stored.scheduleName() + '-' + id.substring(0, Math.min(SHORT_ID, id.length())),
                Circumstances.of(id, stored.grant(), Optional.empty()));
    }

    private NewJob open(StoredAction stored, Action.Making action, Optional<String> attachment, String jobName,
            Circumstances circumstances) {
        if (!(action instanceof Action.Start start)) {
            return requests.job(action, jobName, circumstances);
        }
        ObjectNode request = start.request().deepCopy();
        restore(request, opened(stored, start), attachment);
        return requests.job(new Action.Start(request, Optional.empty()), jobName, circumstances);
    }

    /** Where an action stands. */
    record StoredAction(String scheduleId, String scheduleName, Grant grant) {}

    private JsonNode opened(StoredAction stored, Action.Start action) {
        if (action.seal().isEmpty()) {
            return json.createObjectNode();
        }
        try {
            ClusterKey opener = key.orElseThrow(() -> new InvalidJobException("this orchestrator has no cluster's key,"
                    + " with which the action was sealed: give it the IRODS_INGEST_CLUSTER_KEY of the others"));
            return parsed(opener.open(action.seal().get(), purpose(action.request(), stored.scheduleId(),
                    stored.grant())).reveal());
        } catch (IllegalArgumentException foreign) {
            throw new InvalidJobException("the secrets of the action cannot be opened: they were sealed with another"
                    + " IRODS_INGEST_CLUSTER_KEY, or the action is not what was sealed; replace the action");
        }
    }

    private static void restore(ObjectNode request, JsonNode secrets, Optional<String> attachment) {
        if (request.path(S3) instanceof ObjectNode store) {
            for (String field : new String[]{ACCESS_KEY, SECRET_KEY}) {
                if (store.path(field).isTextual()) {
                    store.put(field, found(secrets, field));
                }
            }
        }
        if (request.path(HANDLER) instanceof ObjectNode handler) {
            String content = attachment.orElse("");
            boolean isCode = !"yaml".equalsIgnoreCase(handler.path("form").asText());
            if ((isCode || secrets.has(DIGEST)) && !digest(content).equals(found(secrets, DIGEST))) {
                throw new InvalidJobException("the event handler is not the one that was sealed; replace the action");
            }
            handler.put(CONTENT, content);
        }
    }

    private static String found(JsonNode secrets, String field) {
        if (!secrets.path(field).isTextual()) {
            throw new InvalidJobException("the action has no seal, which its secrets need; replace the action");
        }
        return secrets.path(field).asText();
    }

    /** What an action wants, for somebody's limits: without what is secret, and without its event handler. */
    JobSpec spec(StoredAction stored, Action.Making action) {
        ObjectNode request = action.request().deepCopy();
        request.remove(HANDLER);
        if (request.path(S3) instanceof ObjectNode store) {
            store.remove(ACCESS_KEY);
            store.remove(SECRET_KEY);
        }
        Action.Making open = switch (action) {
            case Action.Start start -> new Action.Start(request, Optional.empty());
            case Action.Submit submit -> submit;
        };
        return requests.check(open, stored.scheduleId(), stored.scheduleName(), stored.grant()).spec();
    }

    /** As users see it, with {@link #HIDDEN} for what is secret. */
    public ScheduleAction shown(Action action) {
        return switch (action) {
            case Action.Start start ->
                new ScheduleAction(Optional.of(json.convertValue(start.request(), JobRequest.class)),
                        Optional.empty());
            case Action.Submit submit when submit.query() -> new ScheduleAction(Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.of(json.convertValue(submit.request(), QueryRequest.class)));
            case Action.Submit submit -> new ScheduleAction(Optional.empty(), Optional.empty(),
                    Optional.of(json.convertValue(submit.request(), BatchRequest.class)), Optional.empty());
            case Action.Retry retry -> new ScheduleAction(Optional.empty(), Optional.of(retry.job()));
        };
    }

    private ObjectNode parsed(String text) {
        try {
            return json.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was written as JSON cannot be read", impossible);
        }
    }

    private static String purpose(ObjectNode request, String scheduleId, Grant grant) {
        return String.join("\n", "schedule action", scheduleId, Documents.text(grant), request.toString());
    }

    private static String digest(String content) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
