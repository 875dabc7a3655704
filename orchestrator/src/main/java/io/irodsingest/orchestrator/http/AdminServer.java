package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.access.DeniedException;
import io.irodsingest.common.access.Gate;
import io.irodsingest.common.access.WrongTokens;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.orchestrator.access.Caller;
import io.irodsingest.orchestrator.http.Endpoint.Reply;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;

/** Serves endpoints over HTTP. It begins when it is started and ends when it is closed. */
public final class AdminServer implements AutoCloseable {
    /** What every path of the API begins with. */
    public static final String API = "/api/v1";

    /** Methods that change nothing. */
    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");
    /** Statuses of looks that are written down too. */
    private static final Set<Integer> DENIALS = Set.of(401, 403, 429);
    /** What a browser may load for our pages: from here, and nothing that stands in a page itself. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    /** Of a form with a file, which is kept on disk until it is dealt with. */
    static final long MOST_UPLOADED_MIB = 1024;
    private static final String CALLER = "caller";
    private static final String CALL = "call";
    private static final String SPAN = "span";
    private static final String REFUSED = "refused";

    private final ListenerSettings settings;
    private final Gate<Caller> gate;
    private final List<Endpoint> endpoints;
    private final Optional<SiteServer> site;
    private final ObjLongConsumer<Answered> answered;
    private final Tracing tracing;
    private final JsonMapper json = AdminJson.strict();
    private final WrongTokens wrongTokens = new WrongTokens();
    private final Bodies bodies = new Bodies();
    private final Downloads downloads = new Downloads();
    private final EventStreams streams = new EventStreams(json);
    private final Javalin server;
    private ServerConnector connector;

    /** A request that was answered. */
    public record Answered(String method, int status) {}

    /**
     * @param endpoints all that there is, besides the OpenAPI document, which is made of them
     * @param site pages for people, beside the endpoints; empty for none
     * @param answered told of every request that was answered, and of the nanoseconds it took; event streams are not told of
     * @param tracing where spans of requests go
     */
    public AdminServer(ListenerSettings settings, List<Endpoint> endpoints, Optional<Site> site,
            ObjLongConsumer<Answered> answered, Tracing tracing) {
        this.settings = settings;
        this.gate = new Gate<>(settings.tokens().map(tokens -> tokens::find), Caller.local(settings.local()));
        this.endpoints = OpenApi.completed(endpoints);
        this.site = site.map(pages -> new SiteServer(pages, gate, wrongTokens, settings.tls().isPresent(), streams,
                downloads, new SiteDesk()));
        this.answered = answered;
        this.tracing = tracing;
        this.server = Javalin.create(this::configure);
    }

    /** @throws BindException when the address cannot be had */
    public void start() throws BindException {
        try {
            server.start();
        } catch (JavalinBindException taken) {
            throw new BindException("cannot listen on " + settings.address() + ':' + settings.port() + ": "
                    + innermost(taken)
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

    /** The port that it listens on; only after {@link #start}. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        streams.close();
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.multipartConfig.maxTotalRequestSize(MOST_UPLOADED_MIB, SizeUnit.MB);
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JettyErrors(json)));
        config.jetty.addConnector((jetty, http) -> {
            connector = Listener.of(jetty, http, settings);
            return connector;
        });
        config.jetty.modifyServletContextHandler(context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        config.requestLogger.http(this::log);
        config.routes.before(this::identify);
        endpoints.forEach(endpoint -> config.routes.addHttpHandler(HandlerType.findOrCreate(endpoint.method().name()),
                endpoint.path(), context -> serveOrTell(endpoint, context)));
        site.ifPresent(pages -> pages.addTo(config));
        // Javalin's own answers to these would be found first
        config.routes.exception(HttpResponseException.class,
                (failure, context) -> answer(context, Problems.of(failure)));
        config.routes.exception(Exception.class, (failure, context) -> answer(context, Problems.of(failure)));
    }

    private void identify(Context context) throws InterruptedException {
        context.attribute(SPAN,
                new RequestSpan(tracing, Collections.list(context.req().getHeaders(TraceParent.HEADER))));
        context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", CONTENT_POLICY).header("Referrer-Policy", "no-referrer");
        if (site.filter(pages -> pages.isAt(context.path())).isPresent()) {
            // it asks for sessions, not for tokens
            return;
        }
        try {
            context.attribute(CALLER, gate.identify(new Gate.Credentials(context.header("Authorization"),
                    context.header("Host"), context.header("Origin"))));
        } catch (DeniedException denied) {
            if (denied.challenge().isPresent() && context.header("Authorization") != null
                    && !wrongTokens.slow(context.ip())) {
                throw Refusal.tooMany();
            }
            denied.challenge().ifPresent(challenge -> context.header("WWW-Authenticate", challenge));
            throw denied.challenge().isPresent()
                    ? Refusal.unauthorized(denied.getMessage())
                    : Refusal.forbidden(denied.getMessage());
        }
    }

    /** Exceptions have their answers by their types; without this an error would be answered without a word in the log. */
    private void serveOrTell(Endpoint endpoint, Context context) throws Exception {
        try {
            serve(endpoint, context);
        } catch (Error defect) {
            answer(context, Problems.defect(defect));
        }
    }

    private Call call(Context context, String path) {
        RequestSpan span = context.attribute(SPAN);
        span.at(path);
        Call call = new Call(context, context.attribute(CALLER), span, bodies, json);
        context.attribute(CALL, call);
        return call;
    }

    /** What pages and endpoints have in common. */
    private final class SiteDesk implements SiteServer.Desk {
        @Override
        public Call call(Context context, Caller caller, String path) {
            context.attribute(CALLER, caller);
            return AdminServer.this.call(context, path);
        }

        @Override
        public Object perform(Endpoint endpoint, Call call) throws Exception {
            call.requires(endpoint.role(), "this needs");
            return endpoint.action().answer(call);
        }

        @Override
        public void refused(Context context, Problem problem) {
            context.attribute(REFUSED, problem.detail());
        }
    }

    private void serve(Endpoint endpoint, Context context) throws Exception {
        Call call = call(context, endpoint.path());
        call.requires(endpoint.role(), "this needs");
        switch (endpoint.reply()) {
            case Reply.Json reply -> {
                context.status(reply.status());
                write(context, endpoint.action().answer(call));
            }
            case Reply.Text reply ->
                context.contentType(reply.mediaType()).result((String) endpoint.action().answer(call));
            case Reply.Stream stream -> downloads.send(context, (Download) endpoint.action().answer(call));
            case Reply.Nothing nothing -> {
                endpoint.action().answer(call);
                context.status(204);
            }
            case Reply.Events events -> streams.send(context, (EventSource) endpoint.action().answer(call));
        }
    }

    private void log(Context context, float milliseconds) {
        if (!LOOKS.contains(context.method().name()) || DENIALS.contains(context.statusCode())) {
            Call call = context.attribute(CALL);
            String about = call == null ? "" : call.about();
            Audit.note(context, Optional.<Caller>ofNullable(context.attribute(CALLER)),
                    Stream.of(about, Objects.requireNonNullElse(context.attribute(REFUSED), ""))
                            .filter(text -> !text.isEmpty()).collect(Collectors.joining("; refused: ")));
        }
        RequestSpan span = context.attribute(SPAN);
        if (span != null) {
            span.ended(context.method().name(), context.statusCode(),
                    Duration.ofNanos((long) (milliseconds * 1_000_000)));
        }
        String type = context.res().getContentType();
        if (type == null || !type.startsWith(EventStreams.MEDIA_TYPE)) {
            answered.accept(new Answered(context.method().name(), context.statusCode()),
                    (long) (milliseconds * 1_000_000));
        }
    }

    private void write(Context context, Object body) {
        try {
            context.contentType("application/json").result(json.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }

    private void answer(Context context, Problem problem) {
        context.attribute(REFUSED, problem.detail());
        context.status(problem.status());
        write(context, problem);
        context.contentType(Problem.MEDIA_TYPE);
    }
}
