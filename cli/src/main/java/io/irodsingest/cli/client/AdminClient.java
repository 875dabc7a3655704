package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.output.Printable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.DeadLetterList;
import io.irodsingest.adminapi.DeadLettersDone;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** An orchestrator, as its admin endpoint shows it. Thread-safe. */
public final class AdminClient {
    static final int MOST_REPETITIONS = 2;
    private static final Duration BETWEEN_REPETITIONS = Duration.ofSeconds(1);

    private static final Pattern IN_NO_NAME = Pattern.compile("/|\\p{Cntrl}|^\\.{1,2}$");

    private final JsonMapper json = AdminJson.lenient();
    private final Exchange exchange;
    private final Answers answers;

    /** @param orchestrator like {@code http://127.0.0.1:8080} */
    public AdminClient(URI orchestrator, Optional<String> token) {
        this(orchestrator, () -> token, Optional.empty());
    }

    /**
     * @param token asked with each request: an orchestrator that is started anew may want another one
     * @param tls what an orchestrator at https is spoken to with; empty for what the JVM trusts
     */
    public AdminClient(URI orchestrator, Supplier<Optional<String>> token, Optional<SSLContext> tls) {
        this.exchange = new Exchange(orchestrator, token, tls);
        this.answers = new Answers(exchange.address(), json);
    }

    /** Starts a job. When nobody can tell whether it was started, it is asked for again: a wish makes one job. */
    public JobView start(JobRequest request) throws AwayException {
        return start(request, UUID.randomUUID().toString());
    }

    /**
     * As {@link #start(JobRequest)}, for a wish that may have been sent before, also to another orchestrator.
     *
     * @param idempotencyKey the same for the same wish, and only for that
     */
    public JobView start(JobRequest request, String idempotencyKey) throws AwayException {
        return wish("jobs", request, idempotencyKey, JobView.class);
    }

    /** Asks for something to be made, and when nobody can tell whether it was, asks again. */
    <T> T wish(String path, Object request, String idempotencyKey, Class<T> type) throws AwayException {
        return wish(path, BodyPublishers.ofString(written(request)), idempotencyKey, type);
    }

    /** As {@link #wish(String, Object, String, Class)}, for what the path says whole. */
    <T> T wish(String path, Class<T> type) throws AwayException {
        return wish(path, BodyPublishers.noBody(), UUID.randomUUID().toString(), type);
    }

    private <T> T wish(String path, BodyPublisher body, String idempotencyKey, Class<T> type) throws AwayException {
        return wish(exchange.request(path).header("Idempotency-Key", idempotencyKey).POST(body).build(),
                MOST_REPETITIONS, type);
    }

    /** @param most how often it may be sent again */
    <T> T wish(HttpRequest wish, int most, Class<T> type) throws AwayException {
        for (int repetitions = 0;; repetitions++) {
            try {
                return answers.content(exchange.send(wish), type);
            } catch (AwayException away) {
                if (!away.isPerhapsDone() || repetitions == most) {
                    throw away;
                }
                pause();
            }
        }
    }

    /** As the endpoint reads it. */
    <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return json.readValue(text, type);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_REPETITIONS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        }
    }

    /** What is known of schedules. */
    public ScheduleClient schedules() {
        return new ScheduleClient(this);
    }

    /** What is known of batches and slow queries. */
    public BatchClient batches() {
        return new BatchClient(this, exchange, answers);
    }

    public JobView job(String nameOrId) throws AwayException {
        return get("jobs/" + segment("job", nameOrId), JobView.class);
    }

    /**
     * Sends a job that was started with {@code from_list} its list, which lets it begin.
     *
     * @param nul whether NULs are between paths, and no line feeds
     */
    public JobView sendList(String nameOrId, Upload list, boolean nul) throws AwayException {
        HttpRequest request = exchange.unlimited("jobs/" + segment("job", nameOrId) + "/list?nul=" + nul, list.type())
                .POST(list.publisher()).build();
        return wish(request, list.again() ? MOST_REPETITIONS : 0, JobView.class);
    }

    public JobView stop(String nameOrId) throws AwayException {
        return order(nameOrId, "stop");
    }

    public JobView pause(String nameOrId) throws AwayException {
        return order(nameOrId, "pause");
    }

    public JobView resume(String nameOrId) throws AwayException {
        return order(nameOrId, "resume");
    }

    /** Has the entries that failed tried again. */
    public JobView retry(String nameOrId) throws AwayException {
        return order(nameOrId, "retry");
    }

    private JobView order(String nameOrId, String order) throws AwayException {
        return post("jobs/" + segment("job", nameOrId) + '/' + order, Optional.empty(), JobView.class);
    }

    /** All jobs that are remembered. */
    public JobList jobs() throws AwayException {
        return new JobPages(this, JobPages.Wanted.ALL).fetch(Integer.MAX_VALUE);
    }

    /** A page of the jobs. @param parameters of the request's address, encoded */
    JobList jobs(String parameters) throws AwayException {
        return get("jobs?" + parameters, JobList.class);
    }

    /** A page of the failures of a job, oldest first. */
    public FailureList failures(String nameOrId, int offset, int limit) throws AwayException {
        return get("jobs/" + segment("job", nameOrId) + "/failures?offset=" + offset + "&limit=" + limit,
                FailureList.class);
    }

    /** The first failures of a job. */
    public FailureList failures(String nameOrId, int limit) throws AwayException {
        return failures(nameOrId, 0, limit);
    }

    public QueueList queues() throws AwayException {
        return get("queues", QueueList.class);
    }

    /** A page of the dead letters, oldest first. */
    public DeadLetterList deadLetters(int offset, int limit) throws AwayException {
        return get("dead-letters?offset=" + offset + "&limit=" + limit, DeadLetterList.class);
    }

    /** Sends dead letters back to their queues. @param id empty for all */
    public DeadLettersDone requeue(Optional<String> id) throws AwayException {
        return post("dead-letters" + id.map(one -> '/' + segment("dead letter", one)).orElse("") + "/requeue",
                Optional.empty(), DeadLettersDone.class);
    }

    /** Forgets dead letters. @param id empty for all */
    public DeadLettersDone drop(Optional<String> id) throws AwayException {
        return delete("dead-letters" + id.map(one -> '/' + segment("dead letter", one)).orElse(""),
                DeadLettersDone.class);
    }

    /** A page of what happened to a job, newest first. */
    public JobHistory history(String nameOrId, int offset, int limit) throws AwayException {
        return get("jobs/" + segment("job", nameOrId) + "/history?offset=" + offset + "&limit=" + limit,
                JobHistory.class);
    }

    public WorkerView worker(String id) throws AwayException {
        return get("workers/" + segment("worker", id), WorkerView.class);
    }

    /** Lets a worker take no more tasks, or takes that back. */
    public WorkerView drain(String worker, boolean wanted) throws AwayException {
        return post("workers/" + segment("worker", worker) + (wanted ? "/drain" : "/undrain"), Optional.empty(),
                WorkerView.class);
    }

    public WorkerList workers() throws AwayException {
        return get("workers", WorkerList.class);
    }

    /** Also when it is down: then the answer says why. */
    public HealthView health() throws AwayException {
        HttpResponse<String> response = exchange.send(exchange.request("health").GET().build());
        return response.statusCode() == 503 && !Answers.isProblem(response)
                ? answers.parsed(response, HealthView.class)
                : answers.content(response, HealthView.class);
    }

    /** JSON as the endpoint has it, for output. */
    public String written(Object value) {
        try {
            return Printable.json(json.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    <T> T get(String path, Class<T> type) throws AwayException {
        return send(path, "GET", BodyPublishers.noBody(), type);
    }

    <T> T post(String path, Optional<Object> content, Class<T> type) throws AwayException {
        return send(path, "POST", content.map(this::written).map(BodyPublishers::ofString)
                .orElseGet(BodyPublishers::noBody), type);
    }

    <T> T delete(String path, Class<T> type) throws AwayException {
        return send(path, "DELETE", BodyPublishers.noBody(), type);
    }

    private <T> T send(String path, String method, BodyPublisher body, Class<T> type) throws AwayException {
        return answers.content(exchange.send(exchange.request(path).method(method, body).build()), type);
    }

    /**
     * A name as a part of an address.
     *
     * @param kind what has the name
     */
    static String segment(String kind, String name) {
        if (name.isBlank()) {
            throw CommandException.wrongUse("the name of the " + kind + " is empty");
        }
        // nothing has such a name, and in an address it would be something else
        if (IN_NO_NAME.matcher(name).find()) {
            throw CommandException.failure("there is no " + kind + " '" + Printable.line(name) + "'");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
