package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hooks;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.handlerfile.InvalidHandlerException;
import io.irodsingest.common.job.Count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users' classes can do to us, and what is made of it. */
class HandlerPolicyTest {
    private static final HookTarget ENTRY = Given.subject("/data/a");

    @TempDir
    private Path directory;
    private HandlerPolicy loaded;

    @AfterEach
    void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    @Test
    void aDeclarationIsABehaviour() throws Exception {
        byte[] content = Given.bytes("to_resource: [{regex: x, use: xResc}]\nretries: {max: 2}");
        try (HandlerPolicy policy = EventHandlers.load(Given.SPEC, Given.WORK,
                HandlerFiles.check(Form.YAML, "h.yaml", content), content, Given.PYTHON)) {
            assertThat(policy.maxRetries()).isEqualTo(2);
            assertThat(policy.resource(Given.subject("/data/x"))).isEqualTo(Optional.of("xResc"));
            assertThat(policy.resource(Given.subject("/data/y"))).isEqualTo(Optional.of("demoResc"));
            assertThat(policy.operation(Given.subject("/data/y"))).isEqualTo(Operation.REGISTER_SYNC);
            assertThat(policy.timeout()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void whatIsOverriddenIsAskedAndNothingElse() throws Exception {
        EntryPolicy policy = load("""
                @Override public Optional<String> toResource(Job job, Entry entry) {
                    return Optional.of(entry.name() + entry.size() + entry.modified().getNano() + job.name()); }
                @Override public void postCollCreate(Job job, Entry entry, Session session) { }
                """, Duration.ofSeconds(20));

        assertThat(policy.resource(ENTRY)).contains("a425daily");
        assertThat(policy.operation(ENTRY)).isEqualTo(Operation.REGISTER_SYNC);
        assertThat(policy.has(Hook.POST_COLL_CREATE)).isTrue();
        assertThat(policy.has(Hook.PRE_COLL_CREATE)).isFalse();
        policy.call(Hook.PRE_COLL_CREATE, ENTRY, null);
        policy.call(Hook.POST_COLL_CREATE, ENTRY, null);
    }

    @Test
    void everyHookIsItsMethod() throws Exception {
        StringBuilder body = new StringBuilder();
        for (Hook hook : Hook.values()) {
            String entry = hook.name().endsWith("_JOB") ? "" : "Entry entry, ";
            body.append("@Override public void " + Hooks.method(hook) + "(Job job, " + entry
                    + "Session session) throws Exception { throw new Exception(\"in " + hook + "\"); }\n");
        }
        EntryPolicy policy = load(body.toString(), Duration.ofSeconds(20));

        for (Hook hook : Hook.values()) {
            assertThatExceptionOfType(HookFailedException.class)
                    .isThrownBy(() -> policy.call(hook, hook.name().endsWith("_JOB") ? null : ENTRY, null))
                    .withMessage(Hooks.method(hook) + " of H (H.jar) failed: Exception: in " + hook);
        }
    }

    @Test
    void aJobsAnswersAreAskedForOnce() throws Exception {
        EntryPolicy policy = load("""
                private int asked;
                @Override public int maxRetries(Job job) { return ++asked; }
                @Override public Duration delay(Job job, int retry) { return Duration.ofSeconds(retry); }
                """, Duration.ofSeconds(20));

        assertThat(policy.maxRetries()).isEqualTo(1);
        assertThat(policy.maxRetries()).isEqualTo(1);
        assertThat(policy.delay(3)).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "throw new IllegalStateException(\"no such\\nsample\");|IllegalStateException: no such sample",
            "throw new Error();|Error",
            "return preDataObjCreate(job, entry);|StackOverflowError",
            "return Broken.VALUE;|ExceptionInInitializerError: ArithmeticException: / by zero",
            "return io.irodsingest.common.job.Count.FAILED.key();|NoClassDefFoundError: io/irodsingest/common/job/Count",
            "throw new RuntimeException() { @Override public String getMessage() { return getMessage(); } };|",
            "throw new SkipEntryException(\"not this\");|only a pre hook of an entry can skip it: not this",
            "return null;|it answered null",
            "return \"relative\";|it answered 'relative', which is no absolute path",
            "return \"/a%2\";|it answered '/a%2': after a % belong two hexadecimal digits, a percent sign itself is %25"})
    void whateverIsThrownIsOneLine(String body, String reason) throws Exception {
        EntryPolicy policy = load("@Override public String targetPath(Job job, Entry entry) throws Exception { " + body
                + " }\n private String preDataObjCreate(Job job, Entry entry) { return preDataObjCreate(job, entry) + 1; }\n"
                + "static class Broken { static final String VALUE = String.valueOf(1 / Integer.parseInt(\"0\")); }",
                Duration.ofSeconds(20));

        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.physicalPath(ENTRY))
                .withMessage("targetPath of H (H.jar) failed: " + (reason == null ? "" : reason));
        assertThat(policy.maxRetries()).isZero();
    }

    /** A JVM that tries mutants takes any such error for its own end. */
    @Test
    @Tag("not-for-mutants")
    void whatFindsNoMemoryIsOneLineToo() throws Exception {
        EntryPolicy policy = load("""
                @Override public String targetPath(Job job, Entry entry) {
                    long[] all = new long[Integer.MAX_VALUE - 8]; return String.valueOf(all.length); }
                """, Duration.ofSeconds(20));

        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.physicalPath(ENTRY))
                .withMessage("targetPath of H (H.jar) failed: OutOfMemoryError: Java heap space");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DeleteMode deleteMode(Job job) { return null; }|deleteMode of H (H.jar) failed: it answered null",
            "Optional<User> asUser(Job job) { return Optional.of(new User(\"\", \"a\")); }|asUser of H (H.jar) failed: it answered a user without a name or a zone",
            "List<CharacterRule> characterMap(Job job) { return java.util.Arrays.asList((CharacterRule) null); }|characterMap of H (H.jar) failed: NullPointerException",
            "int maxRetries(Job job) { return -1; }|maxRetries of H (H.jar) failed: it answered -1; it must be from 0 to 1000",
            "int maxRetries(Job job) { return 1001; }|maxRetries of H (H.jar) failed: it answered 1001; it must be from 0 to 1000",
            "java.time.Duration timeout(Job job) { return java.time.Duration.ofDays(8); }|timeout of H (H.jar) failed: it answered 691200 s; 604800 s are the most",
            "Duration timeout(Job job) { return Duration.ZERO; }|timeout of H (H.jar) failed: it answered 0 ms; it must be positive",
            "DeleteMode deleteMode(Job job) { return DeleteMode.TRASH; }|delete mode TRASH does not go with operation REGISTER_SYNC",
            "Operation operation(Job job, Entry entry) { return Operation.REGISTER_AS_REPLICA_SYNC; } public Optional<String> toResource(Job job, Entry entry) { return Optional.empty(); }|operation REGISTER_AS_REPLICA_SYNC needs a resource for the replicas, and H (H.jar) names none"})
    void answersThatMakeNoSenseFailTheJob(String method, String message) throws Exception {
        EntryPolicy policy = load("@Override public " + method, Duration.ofSeconds(20));

        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> Compatibility.check(policy, ENTRY))
                .withMessage(message);
    }

    @Test
    void aPreHookMaySkip() throws Exception {
        EntryPolicy policy = load("""
                @Override public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    throw new SkipEntryException("not " + entry.name()); }
                @Override public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    throw new SkipEntryException("too late"); }
                """, Duration.ofSeconds(20));

        assertThatExceptionOfType(HookSkippedException.class)
                .isThrownBy(() -> policy.call(Hook.PRE_DATA_OBJ_CREATE, ENTRY, null)).withMessage("not a");
        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> policy.call(Hook.POST_DATA_OBJ_CREATE, ENTRY, null)).withMessageContaining("skip");
    }

    @Test
    void aCallThatTakesTooLongIsGivenUp() throws Exception {
        EntryPolicy policy = load("""
                @Override public String targetPath(Job job, Entry entry) throws Exception {
                    Thread.sleep(60_000); return "/a"; }
                @Override public Operation operation(Job job, Entry entry) { while (!stop) { } return Operation.PUT; }
                static volatile boolean stop;
                @Override public Optional<String> toResource(Job job, Entry entry) {
                    stop = true; return Optional.of("r"); }
                @Override public Duration timeout(Job job) { return Duration.ofMillis(300); }
                """, Duration.ofSeconds(20));

        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.physicalPath(ENTRY))
                .withMessage("targetPath of H (H.jar) did not return within 270 ms");
        await().until(() -> loaded.leftBehind() == 0);
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.operation(ENTRY))
                .withMessage("operation of H (H.jar) did not return within 270 ms");
        assertThat(loaded.leftBehind()).isEqualTo(1);
        assertThat(policy.resource(ENTRY)).contains("r");
        await().until(() -> loaded.leftBehind() == 0);
    }

    @Test
    void callsThatNeverReturnComeToAnEnd() throws Exception {
        EntryPolicy policy = load("""
                @Override public Operation operation(Job job, Entry entry) {
                    while (true) { java.util.concurrent.locks.LockSupport.park(); Thread.interrupted(); } }
                @Override public int maxRetries(Job job) { return 2; }
                @Override public Duration timeout(Job job) { return Duration.ofMillis(20); }
                """, Duration.ofSeconds(20));

        for (int i = 0; i < BoundedCalls.MOST_LEFT_BEHIND; i++) {
            assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.operation(ENTRY))
                    .withMessageContaining("did not return within 18 ms");
        }
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.maxRetries())
                .withMessage("maxRetries of H (H.jar) is not called any more: 64 calls of its methods never returned");
    }

    @Test
    void classesThatCannotBeMadeFailTheJob() throws Exception {
        byte[] throwing = SourceJar.of(directory, "H", "public H() { throw new IllegalArgumentException(\"no\"); }");
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> load(throwing))
                .withMessage("the constructor of H (H.jar) failed: IllegalArgumentException: no");
        byte[] wanting = SourceJar.of(directory, "H", "public H(int i) { }");
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> load(wanting))
                .withMessageContaining("the constructor of H (H.jar) failed: NoSuchMethodException");
        HandlerFile other = new HandlerFile(Form.JAR, "H.jar", "00");
        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> EventHandlers.load(spec(other, Duration.ofSeconds(9)), Given.WORK, other, wanting,
                        Given.PYTHON))
                .withMessageContaining("is not what was sent");
    }

    @Test
    void jarsAreLookedInto() throws Exception {
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> HandlerFiles.check(Form.JAR, "x.jar", Given.bytes("no jar")))
                .withMessage("x.jar is no jar, or an empty one");
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> HandlerFiles.check(Form.JAR, "x.jar", SourceJar.of("a.txt", "")))
                .withMessageStartingWith(
                        "x.jar: the jar has no file META-INF/services/io.irodsingest.handlerapi.EventHandler");
        String service = "META-INF/services/io.irodsingest.handlerapi.EventHandler";
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> HandlerFiles.check(Form.JAR, "x.jar", SourceJar.of(service, "a.B\na.C # two\n")))
                .withMessageContaining("exactly one class, not a.B, a.C");
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> HandlerFiles.check(Form.JAR, "x.jar", SourceJar.of(service, "a.B\n")))
                .withMessageContaining("the jar has no class a.B");
    }

    @Test
    void resourcesOfTheJarAreSeenAndOursAreNot() throws Exception {
        EntryPolicy policy = load("""
                @Override public String targetPath(Job job, Entry entry) throws Exception {
                    var context = Thread.currentThread().getContextClassLoader();
                    return "/" + new String(getClass().getResourceAsStream("/H.class").readNBytes(1).length + "")
                        + (getClass().getResource("/logback.xml") == null)
                        + (context == getClass().getClassLoader())
                        + java.util.ServiceLoader.load(EventHandler.class).stream().count(); }
                """, Duration.ofSeconds(20));

        assertThat(policy.physicalPath(ENTRY).encoded()).isEqualTo("/1truetrue1");
    }

    private EntryPolicy load(String body, Duration timeout) throws Exception {
        byte[] jar = SourceJar.of(directory, "H", body);
        HandlerFile file = HandlerFiles.check(Form.JAR, "H.jar", jar);
        loaded = EventHandlers.load(spec(file, timeout), Given.WORK, file, jar, Given.PYTHON);
        return loaded;
    }

    private static HandlerPolicy load(byte[] jar) throws Exception {
        HandlerFile file = HandlerFiles.check(Form.JAR, "H.jar", jar);
        return EventHandlers.load(spec(file, Duration.ofSeconds(20)), Given.WORK, file, jar, Given.PYTHON);
    }

    private static JobSpec spec(HandlerFile file, Duration timeout) {
        return new JobSpec("daily", Given.WORK.with(file),
                JobOptions.NONE.retrying(new RetryPolicy(0, Duration.ZERO, timeout)));
    }
}
