package io.irodsingest.orchestrator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.trace.TraceParent;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;

/** The admin endpoint: HTTP to what {@link Jobs} and {@link Monitor} know. */
final class AdminServer implements AutoCloseable {
    private static final String API = "/api/v1";
    /** Of a wish for a job, which may have an event handler with it. */
    private static final int LARGEST_BODY = 16 * 1024 * 1024;
    private static final int LARGEST_PAGE = 1_000;
    private static final int USUAL_PAGE = 100;

    private final Jobs jobs;
    private final Monitor monitor;
    private final Optional<ClusterKey> key;
    private final Metrics metrics;
    private final Access access;
    private final Clock clock;
    private final JsonMapper json = AdminJson.strict();
    private final Javalin server;

    AdminServer(Jobs jobs, Monitor monitor, Metrics metrics, Access access,
            Optional<ClusterKey> key, Clock clock) {
        this.key = key;
        this.jobs = jobs;
        this.monitor = monitor;
        this.metrics = metrics;
        this.access = access;
        this.clock = clock;
        this.server = Javalin.create(this::configure);
    }

    /** @throws BindException when the address cannot be had */
    void start(String address, int port) throws BindException {
        try {
            server.start(address, port);
        } catch (JavalinBindException taken) {
            throw new BindException("cannot listen on " + address + ':' + port + ": " + innermost(taken)
                    + "; end what listens there, or choose another address with IRODS_INGEST_PORT or IRODS_INGEST_BIND");
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JettyErrors(json)));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // names of jobs are parts of paths, and may have any of these characters
            http.setUriCompliance(UriCompliance.DEFAULT.with("job names", Violation.AMBIGUOUS_PATH_ENCODING,
                    Violation.SUSPICIOUS_PATH_CHARACTERS, Violation.AMBIGUOUS_PATH_PARAMETER));
        });
        config.jetty.modifyServletContextHandler(context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        config.requestLogger.http(metrics::request);
        routes(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.before(access::check);
        routes.post(API + "/jobs", this::start);
        routes.get(API + "/jobs", context -> answer(context, 200, Views.of(jobs.list(), this::view)));
        routes.get(API + "/jobs/{job}", context -> answer(context, 200, view(jobs.find(context.pathParam("job")))));
        routes.post(API + "/jobs/{job}/stop",
                context -> answer(context, 200, view(jobs.stop(context.pathParam("job")))));
        routes.post(API + "/jobs/{job}/pause",
                context -> answer(context, 200, view(jobs.pause(context.pathParam("job")))));
        routes.post(API + "/jobs/{job}/resume",
                context -> answer(context, 200, view(jobs.resume(context.pathParam("job")))));
        routes.post(API + "/jobs/{job}/retry",
                context -> answer(context, 200, view(jobs.retry(context.pathParam("job")))));
        routes.get(API + "/jobs/{job}/failures", this::failures);
        routes.get(API + "/workers", context -> answer(context, 200,
                new WorkerList(monitor.workers().stream().map(Views::of).toList())));
        routes.get(API + "/health", context -> health(context, monitor.health()));
        routes.get(API + "/health/live", context -> context.status(204));
        routes.get(API + "/health/ready", context -> health(context, monitor.health()));
        routes.get("/metrics", context -> context.contentType(Metrics.MEDIA_TYPE).result(metrics.text()));
        // Javalin's own answers to these would be found first
        routes.exception(HttpResponseException.class, (failure, context) -> answer(context, Problems.of(failure)));
        routes.exception(Exception.class, (failure, context) -> answer(context, Problems.of(failure)));
    }

    private void start(Context context) throws IOException, InterruptedException {
        JobRequest request = body(context);
        Optional<SentHandler> handler = SentHandler.of(request);
        JobSpec spec = JobRequests.toSpec(request, handler.map(SentHandler::file), key);
        Job job = jobs.start(traceParent(context).map(spec::tracedBelow).orElse(spec),
                handler.map(SentHandler::content));
        context.header("Location",
                API + "/jobs/" + URLEncoder.encode(job.id(), StandardCharsets.UTF_8));
        answer(context, 201, view(job));
    }

    /** The W3C has one that is invalid ignored, and several are. */
    private static Optional<TraceParent> traceParent(Context context) {
        List<String> headers = Collections.list(context.req().getHeaders(TraceParent.HEADER));
        return headers.size() == 1 ? TraceParent.parse(headers.getFirst()) : Optional.empty();
    }

    private void failures(Context context) throws InterruptedException {
        int offset = number(context, "offset", 0, 0, Integer.MAX_VALUE);
        int limit = number(context, "limit", USUAL_PAGE, 1, LARGEST_PAGE);
        answer(context, 200, new FailureList(offset, limit,
                jobs.failures(context.pathParam("job"), offset, limit).stream().map(Views::of).toList()));
    }

    private void health(Context context, HealthView health) {
        answer(context, health.status() == Status.DOWN ? 503 : 200, health);
    }

    private JobView view(Job job) {
        List<String> waits = monitor.waitsOf(job);
        return Views.of(job, waits, clock);
    }

    private JobRequest body(Context context) throws IOException {
        if (!context.isJson()) {
            throw Refusal.notJson();
        }
        byte[] body = context.bodyInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw Refusal.tooLarge(LARGEST_BODY);
        }
        JobRequest request = json.readValue(body, JobRequest.class);
        if (request == null) {
            throw Refusal.badRequest("the request is null");
        }
        return request;
    }

    private static int number(Context context, String name, int standard, int least, int most) {
        String text = context.queryParam(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw outOfRange(name, least, most);
        }
        throw outOfRange(name, least, most);
    }

    private static Refusal outOfRange(String name, int least, int most) {
        return Refusal.badRequest(name + " must be a whole number from " + least + " to " + most);
    }

    private void answer(Context context, int status, Object body) {
        try {
            context.status(status).contentType("application/json").result(json.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }

    private void answer(Context context, Problem problem) {
        answer(context, problem.status(), problem);
        context.contentType(Problem.MEDIA_TYPE);
    }
}
