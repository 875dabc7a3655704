package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
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
import io.irodsingest.adminapi.Problem;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** An orchestrator, as its admin endpoint shows it. Thread-safe. */
public final class AdminClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** The orchestrator answers within 3 s, also when servers that it needs are away. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final int MOST_REPETITIONS = 2;
    private static final Duration BETWEEN_REPETITIONS = Duration.ofSeconds(1);

    private static final Pattern IN_NO_NAME = Pattern.compile("/|\\p{Cntrl}|^\\.{1,2}$");

    private final URI orchestrator;
    private final Supplier<Optional<String>> token;
    private final JsonMapper json = AdminJson.lenient();
    private final HttpClient http;

    /** The orchestrator, or what is between, cannot answer now; the message is for the user. */
    public static final class AwayException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean perhapsDone;

        AwayException(String message, boolean perhapsDone) {
            super(message);
            this.perhapsDone = perhapsDone;
        }
    }

    /** @param orchestrator like {@code http://127.0.0.1:8080} */
    public AdminClient(URI orchestrator, Optional<String> token) {
        this(orchestrator, () -> token, Optional.empty());
    }

    /**
     * @param token asked with each request: an orchestrator that is started anew may want another one
     * @param tls what an orchestrator at https is spoken to with; empty for what the JVM trusts
     */
    public AdminClient(URI orchestrator, Supplier<Optional<String>> token, Optional<SSLContext> tls) {
        this.orchestrator = orchestrator;
        this.token = token;
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT);
        tls.ifPresent(client::sslContext);
        this.http = client.build();
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
        HttpRequest wish = request("jobs").header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(written(request))).build();
        for (int repetitions = 0;; repetitions++) {
            try {
                return content(exchange(wish), JobView.class);
            } catch (AwayException away) {
                if (!away.perhapsDone || repetitions == MOST_REPETITIONS) {
                    throw away;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_REPETITIONS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        }
    }

    public JobView job(String nameOrId) throws AwayException {
        return get("jobs/" + segment("job", nameOrId), JobView.class);
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
        return send("jobs/" + segment("job", nameOrId) + '/' + order, "POST", BodyPublishers.noBody(), JobView.class);
    }

    /** All jobs that are remembered. */
    public JobList jobs() throws AwayException {
        return new JobPages(this, Optional.empty(), Optional.empty()).fetch(Integer.MAX_VALUE);
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
        return send("dead-letters" + id.map(one -> '/' + segment("dead letter", one)).orElse("") + "/requeue", "POST",
                BodyPublishers.noBody(), DeadLettersDone.class);
    }

    /** Forgets dead letters. @param id empty for all */
    public DeadLettersDone drop(Optional<String> id) throws AwayException {
        return send("dead-letters" + id.map(one -> '/' + segment("dead letter", one)).orElse(""), "DELETE",
                BodyPublishers.noBody(),
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
        return send("workers/" + segment("worker", worker) + (wanted ? "/drain" : "/undrain"), "POST",
                BodyPublishers.noBody(),
                WorkerView.class);
    }

    public WorkerList workers() throws AwayException {
        return get("workers", WorkerList.class);
    }

    /** Also when it is down: then the answer says why. */
    public HealthView health() throws AwayException {
        HttpResponse<String> response = exchange(request("health").GET().build());
        return response.statusCode() == 503 && !isProblem(response)
                ? parsed(response, HealthView.class)
                : content(response, HealthView.class);
    }

    /** JSON as the endpoint has it, for output. */
    public String written(Object value) {
        try {
            return Printable.json(json.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> T get(String path, Class<T> type) throws AwayException {
        return send(path, "GET", BodyPublishers.noBody(), type);
    }

    private <T> T send(String path, String method, BodyPublisher body, Class<T> type) throws AwayException {
        return content(exchange(request(path).method(method, body).build()), type);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + "/api/v1/" + path))
                .timeout(ANSWER_LIMIT).header("Content-Type", "application/json");
        token.get().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpResponse<String> exchange(HttpRequest request) throws AwayException {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            ClientLog.LOG.fine(() -> request.method() + ' ' + request.uri() + ": " + response.statusCode() + " after "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            return response;
        } catch (ConnectException refused) {
            throw away("cannot be reached", false);
        } catch (HttpTimeoutException slow) {
            throw away("does not answer within " + ANSWER_LIMIT.toSeconds() + " s", true);
        } catch (SSLException untrusted) {
            throw CommandException.failure("there is no TLS with the orchestrator at " + base() + ": "
                    + reason(untrusted));
        } catch (IOException broken) {
            throw away("broke off: " + broken.getMessage(), true);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        }
    }

    private static String reason(SSLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause.getCause() instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return "its certificate is of no authority that is trusted here; name the file of that authority with"
                        + " --ca-file or IRODS_INGEST_CA_FILE";
            }
        }
        return String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
    }

    private AwayException away(String how, boolean perhapsDone) {
        ClientLog.LOG.warning(() -> "the orchestrator at " + base() + ' ' + how);
        return new AwayException("the orchestrator at " + base() + ' ' + how
                + "; start it, or name another one with --url or IRODS_INGEST_URL", perhapsDone);
    }

    private <T> T content(HttpResponse<String> response, Class<T> type) throws AwayException {
        if (response.statusCode() / 100 == 2) {
            return parsed(response, type);
        }
        if (!isProblem(response)) {
            throw notOurs(response);
        }
        Problem problem = parsed(response, Problem.class);
        if (problem.status() == 503) {
            ClientLog.LOG.warning(problem.detail());
            throw new AwayException("the orchestrator at " + base() + " cannot do it now: " + problem.detail(), true);
        }
        throw switch (problem.status()) {
            case 400 -> CommandException.wrongUse(problem.detail());
            case 401 -> CommandException.failure(
                    problem.detail() + "; set IRODS_INGEST_TOKEN, or name a file with --token-file");
            default -> CommandException.failure(problem.detail()
                    + problem.instance().map(instance -> " (" + instance + ')').orElse(""));
        };
    }

    private <T> T parsed(HttpResponse<String> response, Class<T> type) {
        try {
            T content = json.readValue(response.body(), type);
            if (content != null) {
                return content;
            }
        } catch (JsonProcessingException notJson) {
            throw notOurs(response);
        }
        throw notOurs(response);
    }

    private CommandException notOurs(HttpResponse<String> response) {
        return CommandException.failure("what answers at " + base() + " is no irods-ingest orchestrator (HTTP "
                + response.statusCode() + "); check --url or IRODS_INGEST_URL");
    }

    private static boolean isProblem(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE);
    }

    private String base() {
        String text = orchestrator.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * A name as a part of an address.
     *
     * @param kind what has the name
     */
    private static String segment(String kind, String name) {
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
