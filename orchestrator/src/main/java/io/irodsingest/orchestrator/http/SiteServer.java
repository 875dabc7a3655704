package io.irodsingest.orchestrator.http;

import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.access.DeniedException;
import io.irodsingest.common.access.Gate;
import io.irodsingest.common.access.WrongTokens;
import io.irodsingest.orchestrator.access.Caller;
import io.irodsingest.orchestrator.access.Session;
import io.irodsingest.orchestrator.access.Sessions;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Look;
import io.irodsingest.orchestrator.http.Site.Outcome;
import io.irodsingest.orchestrator.http.Site.Page;
import io.irodsingest.orchestrator.http.Site.NamedDownload;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves a {@link Site}: signs visitors in and out, lets only those look who are signed in, and takes only forms that its own pages
 * have sent.
 */
final class SiteServer {
    private static final String COOKIE = "irods_ingest_session";
    private static final String LOGIN = "/login";
    private static final String LOGOUT = "/logout";
    private static final String FILES = "/assets/";
    private static final String DISPOSITION = "Content-Disposition";
    /** Set by htmx, which asks for a part of a page that is shown. */
    private static final String PART = "HX-Request";
    private static final String HTML = "text/html;charset=utf-8";

    private final Site site;
    private final Gate<Caller> gate;
    private final WrongTokens wrongTokens;
    private final boolean tls;
    private final EventStreams streams;
    private final Downloads downloads;
    private final Desk desk;
    /** The first parts of the paths of all pages. */
    private final Set<String> roots;

    /** What the server does for each request, whoever asks. */
    interface Desk {
        /** Notes who asks, for the audit log. */
        Call call(Context context, Caller caller, String path);

        /** Does what a button is for. */
        Object perform(Endpoint endpoint, Call call) throws Exception;

        /** Notes why nothing came of a request. */
        void refused(Context context, Problem problem);
    }

    /** @param tls whether the server itself speaks it */
    SiteServer(Site site, Gate<Caller> gate, WrongTokens wrongTokens, boolean tls, EventStreams streams,
            Downloads downloads, Desk desk) {
        this.site = site;
        this.gate = gate;
        this.wrongTokens = wrongTokens;
        this.tls = tls;
        this.streams = streams;
        this.downloads = downloads;
        this.desk = desk;
        this.roots = Stream
                .of(Stream.of(LOGIN, LOGOUT, FILES), site.pages().stream().map(Page::path),
                        site.forms().stream().map(Form::path))
                .flatMap(Function.identity()).map(SiteServer::root).collect(Collectors.toSet());
    }

    private static String root(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).findFirst().orElse("");
    }

    /** Whether a path is the site's and not the endpoints'. */
    boolean isAt(String path) {
        return roots.contains(root(path));
    }

    void addTo(JavalinConfig config) {
        route(config, HandlerType.GET, LOGIN, this::askForToken);
        route(config, HandlerType.POST, LOGIN, this::signIn);
        route(config, HandlerType.POST, LOGOUT, this::signOut);
        route(config, HandlerType.GET, FILES + "{file}", this::file);
        site.pages().forEach(page -> route(config, HandlerType.GET, page.path(), context -> show(page, context)));
        site.forms().forEach(form -> route(config, HandlerType.POST, form.path(), context -> submit(form, context)));
    }

    @FunctionalInterface
    private interface Answer {
        void to(Context context) throws Exception;
    }

    private void route(JavalinConfig config, HandlerType method, String path, Answer answer) {
        config.routes.addHttpHandler(method, path, context -> {
            try {
                checkAddress(context);
                answer.to(context);
            } catch (Exception failure) {
                tell(context, Optional.empty(), Problems.of(failure), "/");
            } catch (Error defect) {
                tell(context, Optional.empty(), Problems.defect(defect), "/");
            }
        });
    }

    /** Without tokens pages of other hosts must be kept from reading ours under a name of their own. */
    private void checkAddress(Context context) {
        if (!site.sessions().wantTokens()) {
            try {
                gate.identify(new Gate.Credentials(null, context.header("Host"), context.header("Origin")));
            } catch (DeniedException denied) {
                throw Refusal.forbidden(denied.getMessage());
            }
        }
    }

    private void askForToken(Context context) {
        if (site.sessions().wantTokens()) {
            html(context, site.login(Optional.empty()));
        } else {
            context.redirect("/", HttpStatus.SEE_OTHER);
        }
    }

    private void signIn(Context context) throws InterruptedException {
        if (Optional.ofNullable(context.header("Sec-Fetch-Site")).filter(where -> !where.equals("same-origin"))
                .isPresent()) {
            throw Refusal.forbidden("the form for signing in comes from another site");
        }
        String token = Optional.ofNullable(context.formParam("token")).orElse("").strip();
        Optional<Visitor> visitor = site.sessions().signIn(token);
        if (visitor.isEmpty()) {
            if (!wrongTokens.slow(context.ip())) {
                throw Refusal.tooMany();
            }
            Problem wrong = Refusal.unauthorized("the token is wrong").problem();
            desk.refused(context, wrong);
            html(context.status(wrong.status()), site.login(Optional.of("The token is wrong.")));
            return;
        }
        desk.call(context, visitor.get().caller(), LOGIN).about("signed in to the dashboard");
        keep(context, visitor.get().session());
        context.redirect("/", HttpStatus.SEE_OTHER);
    }

    private void signOut(Context context) throws InterruptedException {
        Visitor visitor = ofOwnForm(context);
        desk.call(context, visitor.caller(), LOGOUT).about("signed out of the dashboard");
        site.sessions().signOut(visitor.session());
        context.cookie(cookie(context, "", 0));
        context.redirect(LOGIN, HttpStatus.SEE_OTHER);
    }

    private void keep(Context context, Session session) {
        context.cookie(cookie(context, site.sessions().sealed(session), (int) Sessions.LENGTH.toSeconds()));
    }

    private Cookie cookie(Context context, String value, int seconds) {
        boolean secure = tls || "https".equals(context.header("X-Forwarded-Proto"));
        return new Cookie(COOKIE, value, "/", seconds, secure, true, null, SameSite.STRICT);
    }

    private void file(Context context) {
        Site.File file = site.file(context.pathParam("file"))
                .orElseThrow(() -> Refusal.unknown("file", context.pathParam("file")));
        context.header("Cache-Control", "no-cache").contentType(file.mediaType()).result(file.content());
    }

    private Optional<Visitor> visitor(Context context) throws InterruptedException {
        String cookie = context.cookie(COOKIE);
        return cookie == null ? Optional.empty() : site.sessions().find(cookie);
    }

    private void show(Page page, Context context) throws Exception {
        Optional<Visitor> known = visitor(context);
        if (known.isEmpty() && site.sessions().wantTokens()) {
            if (page.look() instanceof Look.Events || context.header(PART) != null) {
                throw Refusal.unauthorized("nobody is signed in");
            }
            context.redirect(LOGIN, HttpStatus.SEE_OTHER);
            return;
        }
        Visitor visitor = known.orElseGet(() -> site.sessions().local());
        if (known.isEmpty() && page.look() instanceof Look.Html) {
            keep(context, visitor.session());
        }
        Call call = desk.call(context, visitor.caller(), page.path());
        try {
            call.requires(page.role(), "this needs");
            look(page.look(), context, call, visitor);
        } catch (Exception failure) {
            tell(context, Optional.of(visitor), Problems.of(failure), address(context));
        }
    }

    private void look(Look look, Context context, Call call, Visitor visitor)
            throws IOException, InterruptedException {
        switch (look) {
            case Look.Html html -> html(context, html.maker().of(call, visitor));
            case Look.Events events -> {
                EventSource source = events.maker().of(call, visitor);
                streams.send(context, most -> site.sessions().goesOn(visitor.session())
                        ? source.next(most)
                        : new EventSource.Next.End());
            }
            case Look.Saved saved -> {
                NamedDownload file = saved.maker().of(call, visitor);
                context.header(DISPOSITION,
                        "attachment; filename=\"" + file.fileName().replaceAll("[^A-Za-z0-9._-]", "_") + '"');
                downloads.send(context, file.download());
            }
        }
    }

    private Visitor ofOwnForm(Context context) throws InterruptedException {
        Visitor visitor = signedIn(context);
        checkForm(context, visitor);
        return visitor;
    }

    private Visitor signedIn(Context context) throws InterruptedException {
        return visitor(context).orElseThrow(() -> Refusal.unauthorized("nobody is signed in"));
    }

    private static void checkForm(Context context, Visitor visitor) {
        if (!Sessions.isOwnForm(visitor.session(), context.formParam("csrf"))) {
            throw Refusal
                    .forbidden("the form does not come from a page of this session; go back and load the page anew");
        }
    }

    private void submit(Form form, Context context) throws Exception {
        Visitor visitor = signedIn(context);
        Call call = desk.call(context, visitor.caller(), form.path());
        try {
            // before the form is read, which may have a large file in it
            call.requires(form.role(), "this needs");
            checkForm(context, visitor);
            show(context, form.act().of(call, visitor, desk::perform));
        } catch (Exception failure) {
            tell(context, Optional.of(visitor), Problems.of(failure), form.back().apply(call));
        }
    }

    private void show(Context context, Outcome outcome) {
        switch (outcome) {
            case Outcome.Goes goes -> context.redirect(goes.path(), HttpStatus.SEE_OTHER);
            case Outcome.Shown shown -> html(context, shown.page());
            case Outcome.Refused refused -> {
                desk.refused(context, refused.problem());
                html(context.status(refused.problem().status()), refused.page());
            }
        }
    }

    private static String address(Context context) {
        String query = context.queryString();
        return context.req().getRequestURI() + (query == null ? "" : '?' + query);
    }

    private void tell(Context context, Optional<Visitor> visitor, Problem problem, String back) {
        desk.refused(context, problem);
        context.res().setHeader(DISPOSITION, null);
        html(context.status(problem.status()), site.problem(visitor, problem, back));
    }

    private static void html(Context context, String page) {
        context.contentType(HTML).result(page);
    }
}
