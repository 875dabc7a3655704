package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handlerfile.Hooks;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event handler of the Python tool: a class {@code event_handler} with static methods, which processes of Python run. Methods that are
 * not {@link #wanted} are not to be called. Thread-safe.
 */
public final class PythonHandler implements EventHandler, AutoCloseable {
    /** The methods of {@link EventHandler} that are no hooks and that the Python tool has, too. */
    private static final List<String> QUESTIONS = List.of("operation", "toResource", "targetPath", "asUser",
            "characterMap", "deleteMode", "maxRetries", "timeout", "delay");
    private static final double NANOS = 1e9;

    private final PythonPool pool;
    private final JobValues values;
    private final Set<String> wanted;

    private PythonHandler(PythonPool pool, JobValues values, Set<String> wanted) {
        this.pool = pool;
        this.values = values;
        this.wanted = wanted;
    }

    /**
     * Starts a process and has it load an event handler.
     *
     * @param file its name, for messages
     * @param content the source, in UTF-8
     * @throws PythonException when there is no Python, or the event handler cannot be loaded
     */
    public static PythonHandler load(JobSpec spec, EntryWork work, PythonOptions options, JobValues values, String file,
            byte[] content) throws PythonException, InterruptedException {
        PythonPool pool = new PythonPool(options, file, InitFrame.of(spec, work, options, file, content));
        Set<String> methods = Set.copyOf(pool.open());
        Set<String> wanted = Stream
                .concat(QUESTIONS.stream(), Stream.of(Hook.values()).map(Hooks::method))
                .filter(method -> methods.contains(spelling(method))).collect(Collectors.toUnmodifiableSet());
        return new PythonHandler(pool, values, wanted);
    }

    /** The methods of {@link EventHandler} that it has. */
    public Set<String> wanted() {
        return wanted;
    }

    /** How the Python tool writes the name of a method of {@link EventHandler}. */
    public static String spelling(String method) {
        return method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The ids of its processes. */
    public Collection<Long> pids() {
        return pool.pids();
    }

    /** Ends its processes. */
    @Override
    public void close() {
        pool.close();
    }

    @Override
    public Operation operation(Job job, Entry entry) throws Exception {
        return Operation.valueOf(ask("operation", of(entry)).asText());
    }

    @Override
    public DeleteMode deleteMode(Job job) throws Exception {
        return DeleteMode.valueOf(ask("delete_mode", Map.of()).asText());
    }

    @Override
    public Optional<String> toResource(Job job, Entry entry) throws Exception {
        return text(ask("to_resource", of(entry)));
    }

    @Override
    public String targetPath(Job job, Entry entry) throws Exception {
        return text(ask("target_path", of(entry))).orElse(entry.sourcePath());
    }

    @Override
    public Optional<User> asUser(Job job) throws Exception {
        JsonNode user = ask("as_user", Map.of());
        return user.isArray() ? Optional.of(new User(user.path(0).asText(), user.path(1).asText())) : Optional.empty();
    }

    @Override
    public List<CharacterRule> characterMap(Job job) throws Exception {
        List<CharacterRule> rules = new ArrayList<>();
        for (JsonNode rule : ask("character_map", Map.of())) {
            StringBuilder set = new StringBuilder();
            rule.path(0).forEach(range -> set.append(
                    String.format(Locale.ROOT, "\\x{%x}-\\x{%x}", range.path(0).asInt(), range.path(1).asInt())));
            if (!set.isEmpty()) {
                rules.add(new CharacterRule(Pattern.compile("[" + set + ']'), rule.path(1).asText()));
            }
        }
        return rules;
    }

    @Override
    public int maxRetries(Job job) throws Exception {
        return ask("max_retries", Map.of()).asInt();
    }

    @Override
    public Duration delay(Job job, int retry) throws Exception {
        return duration(ask("delay", Map.of("retry", retry)));
    }

    @Override
    public Duration timeout(Job job) throws Exception {
        return duration(ask("timeout", Map.of()));
    }

    @Override
    public void preJob(Job job, Session session) throws Exception {
        ask("pre_job", Map.of());
    }

    @Override
    public void postJob(Job job, Session session) throws Exception {
        ask("post_job", Map.of());
    }

    @Override
    public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
        hook("pre_data_obj_create", entry, session);
    }

    @Override
    public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
        hook("post_data_obj_create", entry, session);
    }

    @Override
    public void preDataObjModify(Job job, Entry entry, Session session) throws Exception {
        hook("pre_data_obj_modify", entry, session);
    }

    @Override
    public void postDataObjModify(Job job, Entry entry, Session session) throws Exception {
        hook("post_data_obj_modify", entry, session);
    }

    @Override
    public void preDataObjDelete(Job job, Entry entry, Session session) throws Exception {
        hook("pre_data_obj_delete", entry, session);
    }

    @Override
    public void postDataObjDelete(Job job, Entry entry, Session session) throws Exception {
        hook("post_data_obj_delete", entry, session);
    }

    @Override
    public void preCollCreate(Job job, Entry entry, Session session) throws Exception {
        hook("pre_coll_create", entry, session);
    }

    @Override
    public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
        hook("post_coll_create", entry, session);
    }

    @Override
    public void preCollModify(Job job, Entry entry, Session session) throws Exception {
        hook("pre_coll_modify", entry, session);
    }

    @Override
    public void postCollModify(Job job, Entry entry, Session session) throws Exception {
        hook("post_coll_modify", entry, session);
    }

    @Override
    public void preCollDelete(Job job, Entry entry, Session session) throws Exception {
        hook("pre_coll_delete", entry, session);
    }

    @Override
    public void postCollDelete(Job job, Entry entry, Session session) throws Exception {
        hook("post_coll_delete", entry, session);
    }

    private JsonNode ask(String method, Map<String, Object> arguments) throws PythonException, InterruptedException {
        Map<String, Object> call = new HashMap<>(arguments);
        call.put("method", method);
        return pool.call(method, call, new SessionAnswers(Optional.empty(), values));
    }

    private void hook(String method, Entry entry, Session session) throws PythonException, InterruptedException {
        Map<String, Object> call = of(entry);
        call.put("method", method);
        call.put("session", true);
        pool.call(method, call, new SessionAnswers(Optional.of(session), values));
    }

    private static Map<String, Object> of(Entry entry) {
        Map<String, Object> call = new HashMap<>();
        call.put("path", entry.sourcePath());
        call.put("target", entry.targetPath());
        call.put("kind", entry.kind().name());
        call.put("size", entry.size());
        call.put("mtime", seconds(entry.modified()));
        call.put("ctime", seconds(entry.changed()));
        if (!entry.metadata().isEmpty()) {
            call.put("metadata", entry.metadata());
        }
        return call;
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / NANOS;
    }

    private static Duration duration(JsonNode seconds) {
        return Duration.ofNanos((long) (seconds.asDouble() * NANOS));
    }

    private static Optional<String> text(JsonNode answer) {
        return answer.isTextual() ? Optional.of(answer.asText()) : Optional.empty();
    }
}
