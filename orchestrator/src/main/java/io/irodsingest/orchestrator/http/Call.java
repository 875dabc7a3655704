package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.orchestrator.access.Caller;
import io.irodsingest.orchestrator.access.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request at an endpoint. For the thread that answers it. */
public final class Call {
    /** The header by which a wish is known that is sent again. */
    public static final String WISH = "Idempotency-Key";

    static final int LARGEST_PAGE = 1_000;
    private static final int USUAL_PAGE = 100;
    /** Page and offset together stay within an int. */
    private static final int LARGEST_OFFSET = 1_000_000_000;

    private final Context context;
    private final Caller caller;
    private final RequestSpan span;
    private final Bodies bodies;
    private final JsonMapper json;
    private String about = "";
    private Optional<Carried> carried = Optional.empty();

    Call(Context context, Caller caller, RequestSpan span, Bodies bodies, JsonMapper json) {
        this.context = context;
        this.caller = caller;
        this.span = span;
        this.bodies = bodies;
        this.json = json;
    }

    public Caller caller() {
        return caller;
    }

    /** @throws Refusal when the caller has a lesser role. @param why what needs it, for the message */
    public void requires(Role role, String why) {
        if (!caller.role().includes(role)) {
            throw Refusal.forbidden(why + " the role " + role.text() + "; token '" + caller.name() + "' has the role "
                    + caller.role().text());
        }
    }

    /** @throws Refusal when the caller is limited and a job is not within the limits */
    public void allows(JobSpec spec) {
        caller.limits().refusal(spec).ifPresent(reason -> {
            throw Refusal.forbidden("token '" + caller.name() + "' is limited: " + reason);
        });
    }

    /** @throws Refusal when the caller is limited. @param why what no limited caller may do, for the message */
    public void requiresNoLimits(String why) {
        if (!caller.limits().isNone()) {
            throw Refusal.forbidden(why + " needs a token without limits; token '" + caller.name() + "' has some");
        }
    }

    /** Lets an endpoint find what a form says to it in the place of what it finds in a request otherwise. */
    public Call carrying(Carried form) {
        carried = Optional.of(form);
        return this;
    }

    /** A call of the same caller beside this one, for another thread. It says nothing to the sender, and is not in the audit log by itself. */
    public Call beside(Carried form) {
        return new Call(context, caller, span, bodies, json).carrying(form);
    }

    /** The fields of the form that was sent, by name; those of files are not among them. */
    public Map<String, List<String>> form() {
        return context.formParamMap();
    }

    /** The file of a form's field; empty when none was chosen. */
    public Optional<Upload> upload(String field) {
        return Optional.ofNullable(context.isMultipartFormData() ? context.uploadedFile(field) : null)
                .filter(file -> !file.filename().isEmpty())
                .map(file -> new Upload(file.filename(), file::content));
    }

    /** @param fileName as the browser tells it */
    public record Upload(String fileName, Carried.Content content) {}

    /** A part of the path, decoded. */
    public String path(String name) {
        String own = carried.map(form -> form.path().get(name)).orElse(null);
        return own == null ? context.pathParam(name) : own;
    }

    public Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** A parameter that may stand several times. */
    public List<String> texts(String name) {
        return parameters().getOrDefault(name, List.of());
    }

    /** @throws Refusal when it is no whole number within the range, both ends included */
    public int number(String name, int standard, int least, int most) {
        return (int) wholeNumber(name, standard, least, most);
    }

    /** As {@link #number}. */
    public long wholeNumber(String name, long standard, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw outOfRange(name, least, most);
        }
        throw outOfRange(name, least, most);
    }

    private static Refusal outOfRange(String name, long least, long most) {
        return Refusal.badRequest(name + " must be a whole number from " + least + " to " + most);
    }

    /** False when it is not given. @throws Refusal when it is neither true nor false */
    public boolean flag(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.badRequest(name + " must be true or false");
        };
    }

    /** The {@code offset} of a list that is given page by page. */
    public int offset() {
        return number("offset", 0, 0, LARGEST_OFFSET);
    }

    /** The {@code limit} of a list that is given page by page. */
    public int limit() {
        return number("limit", USUAL_PAGE, 1, LARGEST_PAGE);
    }

    /** The values of a header, one for each time that it was sent. */
    public List<String> headers(String name) {
        if (carried.isPresent() && name.equals(WISH)) {
            return carried.get().wish().stream().toList();
        }
        return Collections.list(context.req().getHeaders(name));
    }

    /** The trace that the sender belongs to, if it said so. */
    public Optional<TraceParent> traceParent() {
        return span.ofSender();
    }

    /**
     * What the request carries.
     *
     * @throws Refusal when it is no JSON, too large, or null
     */
    public <T> T body(Class<T> type) throws IOException, InterruptedException {
        if (carried.isPresent()) {
            return made(carried.get().body().orElseThrow(Refusal::notJson), type);
        }
        if (!context.isJson()) {
            throw Refusal.notJson();
        }
        T body = bodies.read(context, bytes -> json.readValue(bytes, type));
        if (body == null) {
            throw Refusal.badRequest("the request is null");
        }
        return body;
    }

    /** The media type of what the request carries, without parameters and in lower case; empty when it carries nothing, or does not say. */
    public String mediaType() {
        if (carried.isPresent()) {
            return carried.get().rows().map(rows -> rows.format().mediaType()).orElse("application/json");
        }
        return Objects.requireNonNullElse(context.contentType(), "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Makes something of a body as it comes. */
    @FunctionalInterface
    public interface Consuming<T> {
        T of(InputStream body) throws IOException, InterruptedException;
    }

    /**
     * What the request carries, as it comes.
     *
     * @param <T> what is made of it
     * @throws Refusal when too many others are being read, or it stands still
     */
    public <T> T stream(Consuming<T> consuming) throws IOException, InterruptedException {
        Optional<Carried.Rows> rows = carried.flatMap(Carried::rows);
        return bodies.consume(rows.isPresent() ? rows.get().content().open() : context.bodyInputStream(), consuming);
    }

    /** Makes one of our types of JSON that stands elsewhere than in the body. @throws JsonProcessingException when it is of no such type */
    public <T> T made(JsonNode json, Class<T> type) throws JsonProcessingException {
        return this.json.treeToValue(json, type);
    }

    /** What stands behind the question mark, by name. */
    public Map<String, List<String>> parameters() {
        return carried.map(Carried::query).orElseGet(context::queryParamMap);
    }

    /** Whether the caller asks for a media type by name, and for none of these before. */
    public boolean prefers(String mediaType, List<String> others) {
        String accept = headers("Accept").stream().collect(Collectors.joining(",")).toLowerCase(Locale.ROOT);
        int at = accept.indexOf(mediaType);
        return at >= 0 && others.stream().mapToInt(accept::indexOf).allMatch(other -> other < 0 || other > at);
    }

    /** When to ask again. */
    public void retryAfter(Duration pause) {
        context.header("Retry-After", String.valueOf(pause.toSeconds()));
    }

    /** Another status than the endpoint's usual one. */
    public void status(int status) {
        context.status(status);
    }

    /** Where a thing is that was made. @param path already encoded */
    public void created(String path) {
        context.header("Location", path);
    }

    /** What the change was about, in some words, for the audit log. */
    public void about(String what) {
        about = what;
    }

    String about() {
        return about;
    }
}
