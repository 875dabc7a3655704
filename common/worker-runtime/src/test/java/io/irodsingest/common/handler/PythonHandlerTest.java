package io.irodsingest.common.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What event handlers of the Python tool can do, to their job and to us. */
class PythonHandlerTest {
    private static final HookTarget ENTRY = Given.subject("/data/a");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;
    private HandlerPolicy policy;

    @BeforeEach
    void needPython() throws InterruptedException {
        Pythons.needed();
    }

    @AfterEach
    void close() {
        if (policy != null) {
            policy.close();
        }
    }

    @Test
    void everyQuestionIsAskedAsTheToolAsksIt() throws Exception {
        policy = Pythons.load(Pythons.handler("""
                def operation(session, meta, **options): return Operation.PUT_SYNC
                def to_resource(session, meta, **options):
                    assert meta["files_per_task"] and meta["exclude_file_name"] == [] and meta["s3_keypair"] is None
                    return meta["job_name"] + meta["target"]
                def target_path(session, meta, **options): return "/seen" + meta["path"] if meta["size"] else None
                def as_user(meta, **options): return "otherZone", "alice"
                def character_map(): return [[("!", "~"), "-"], [re.compile("(?i)[^ -~]"), "_"], ["x", "y"],
                    [lambda c: c.isdigit(), "0"]]
                def delete_mode(meta): return DeleteMode.TRASH
                def max_retries(hdlr_mod, logger, meta): return 3 if hdlr_mod is event_handler else 0
                def timeout(hdlr_mod, logger, meta): return 600
                def delay(hdlr_mod, logger, meta, retries): return retries / 2
                """));

        assertThat(policy.operation(ENTRY)).isEqualTo(Operation.PUT_SYNC);
        assertThat(policy.resource(ENTRY)).contains("daily/tempZone/home/rods/in/a");
        assertThat(policy.physicalPath(ENTRY).encoded()).isEqualTo("/seen/data/a");
        assertThat(policy.asUser()).contains(new User("otherZone", "alice"));
        assertThat(policy.deleteMode()).isEqualTo(DeleteMode.TRASH);
        assertThat(policy.maxRetries()).isEqualTo(3);
        assertThat(policy.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.delay(3)).isEqualTo(Duration.ofMillis(1500));
        String mapped = "a!b~c\u00e9\ud83d\ude00x\u0663";
        for (CharacterRule rule : policy.characterMap()) {
            mapped = rule.pattern().matcher(mapped).replaceAll(rule.to());
        }
        assertThat(mapped).isEqualTo("a-b-c__y_");
        for (Hook hook : Hook.values()) {
            assertThat(policy.has(hook)).as(hook.name()).isFalse();
        }
    }

    @Test
    void whatAHandlerDoesNotHaveIsAsTheJobSays() throws Exception {
        policy = Pythons.load(Pythons.handler("def helper(): sys.exit(7)"));

        assertThat(policy.operation(ENTRY)).isEqualTo(Operation.REGISTER_SYNC);
        assertThat(policy.resource(ENTRY)).contains("demoResc");
        assertThat(policy.physicalPath(ENTRY).encoded()).isEqualTo("/data/a");
        assertThat(policy.maxRetries()).isZero();
        policy.call(Hook.PRE_DATA_OBJ_CREATE, ENTRY, null);
    }

    /** Each hook writes down what it was called with. */
    @Test
    void everyHookHasTheArgumentsOfTheTool() throws Exception {
        Path told = directory.resolve("told");
        StringBuilder hooks = new StringBuilder();
        for (Hook hook : Hook.values()) {
            String name = hook.name().toLowerCase(java.util.Locale.ROOT);
            String arguments = name.endsWith("_job")
                    ? "hdlr_mod, logger, meta"
                    : name.endsWith("_delete")
                            ? "hdlr_mod, session, meta, **options"
                            : "hdlr_mod, logger, session, meta, *args, **options";
            hooks.append("def " + name + "(" + arguments + "): tell('" + name + "', locals())\n");
        }
        policy = Pythons
                .load("""
                        def tell(name, given):
                            meta = given["meta"]
                            with open("FILE", "a") as out:
                                out.write(" ".join([name, "module" if hasattr(given["hdlr_mod"], "tell") else "class", meta["path"],
                                    meta["target"].rsplit("/", 1)[-1], str(meta.get("size")), str(meta.get("mtime")), str(meta.get("ctime")),
                                    str(meta.get("entry_type")), str(sorted(k for k in given if k != "meta" and k != "hdlr_mod")),
                                    str([one.name for one in given.get("args", ())]), str(given.get("options", ""))]) + "\\n")
                        """
                        .replace("FILE", told.toString())
                        + Pythons.handler(
                                "def operation(session, meta, **options): return Operation.PUT_SYNC\n" + hooks));

        for (Hook hook : Hook.values()) {
            policy.call(hook, hook.name().endsWith("_JOB") ? null : ENTRY, null);
        }

        List<String> lines = Files.readAllLines(told);
        assertThat(lines).hasSize(Hook.values().length)
                .contains("pre_job class /data in None None None None ['logger'] [] ")
                .contains("pre_data_obj_create module /data/a a 42 1000.000000005 2000.0 file"
                        + " ['args', 'logger', 'options', 'session'] ['PUT_SYNC'] {'allow_redirect': False}")
                .contains("post_coll_modify module /data/a a 42 1000.000000005 2000.0 dir"
                        + " ['args', 'logger', 'options', 'session'] [] {}")
                .contains(
                        "pre_data_obj_delete module /data/a a 42 1000.000000005 2000.0 file ['options', 'session'] [] {}");
    }

    /** One handler, which does what the name of its entry says; after each of these it is called again. */
    @Test
    void whateverAHandlerDoesFailsItsEntryAndNothingElse() throws Exception {
        policy = Pythons.load(Pythons.handler("""
                def post_job(hdlr_mod, logger, meta): raise SystemExit(3)
                def to_resource(session, meta, **options):
                    name = os.path.basename(meta["path"])
                    if name == "raise": raise ValueError("no such\\nsample")
                    if name == "exit": sys.exit(3)
                    if name == "crash": os._exit(7)
                    if name == "killed": os.kill(os.getpid(), 9)
                    if name == "deep": return event_handler.to_resource(session, meta)
                    if name == "memory": return bytearray(1 << 40)
                    if name == "number": return 7
                    if name == "endless":
                        while True: pass
                    if name == "reading": return input()
                    if name == "fork":
                        if os.fork() == 0: return "child"
                    return name
                """), Duration.ofSeconds(10), PythonOptions.USUAL);

        fails("raise", "ValueError: no such sample (h.py:10)");
        fails("exit", "SystemExit: 3 (h.py:11)");
        fails("crash", "the Python process ended in to_resource, with exit code 7");
        fails("killed", "the Python process ended in to_resource, by signal 9");
        fails("deep", "RecursionError: maximum recursion depth exceeded");
        fails("memory", "MemoryError (h.py:15)");
        fails("number", "it answered 7, which is no name of a resource");
        fails("reading", "EOFError: EOF when reading a line (h.py:19)");
        assertThat(policy.resource(Given.subject("/data/fork"))).contains("fork");
        assertThat(policy.resource(Given.subject("/data/last"))).contains("last");
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.call(Hook.POST_JOB, null, null))
                .withMessage("post_job of h.py failed: SystemExit: 3 (h.py:6)");
    }

    @Test
    void aCallThatDoesNotEndIsEndedWithItsProcessAndThoseBelowIt() throws Exception {
        Path pids = directory.resolve("pids");
        policy = Pythons.load(Pythons.handler("""
                def timeout(hdlr_mod, logger, meta): return 3
                def to_resource(session, meta, **options):
                    if not meta["path"].endswith("endless"): return "quick"
                    child = os.fork()
                    with open("FILE", "a") as out: out.write(str(os.getpid()) + "\\n")
                    while True: pass
                """.replace("FILE", pids.toString())));

        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> policy.resource(Given.subject("/data/endless")))
                .withMessage("to_resource of h.py did not return within 2700 ms");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alive(pids)).isEmpty());
        assertThat(Files.readAllLines(pids)).hasSize(2);
        assertThat(policy.resource(ENTRY)).contains("quick");
    }

    @Test
    void aProcessThatIsKilledIsReplacedAndNoneOutlivesTheJob() throws Exception {
        policy = Pythons.load(Pythons.handler("""
                def to_resource(session, meta, **options): return str(os.getpid())
                """));
        long first = pid();
        ProcessHandle.of(first).orElseThrow().destroy();
        assertThat(pid()).as("a stop of all processes of a service is for the worker to follow").isEqualTo(first);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(first).isEmpty());
        long second = pid();
        assertThat(second).isNotEqualTo(first);
        policy.close();

        await().atMost(PATIENCE).until(() -> ProcessHandle.of(second).isEmpty());
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.resource(ENTRY));
    }

    /** The worker has no chance to end them. */
    @Test
    void noProcessOutlivesAWorkerThatIsKilled() throws Exception {
        Path pids = directory.resolve("pids");
        Process worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Killed.class.getName(),
                pids.toString()).inheritIO().start();
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
            assertThat(alive(pids)).hasSize(2);
        } finally {
            worker.destroyForcibly();
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alive(pids)).isEmpty());
    }

    /** A worker whose event handler, and a process that it forked, loop without end. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] arguments) throws Exception {
            Pythons.load(Pythons.handler("""
                    def max_retries(hdlr_mod, logger, meta):
                        os.fork()
                        with open("FILE", "a") as out: out.write(str(os.getpid()) + "\\n")
                        while True: pass
                    """.replace("FILE", arguments[0]))).maxRetries();
        }
    }

    @Test
    void bytesOfPathsAreKept() throws Exception {
        policy = Pythons.load(Pythons.handler("""
                def target_path(session, meta, **options):
                    path = meta["path"].replace("/data/", "")
                    return b"/x/" + os.fsencode(path) if path.startswith("b") else "/x/" + path
                def to_resource(session, meta, **options): return meta.get("unicode_error_filename", "none")
                """));

        for (String name : List.of("\u00e4\ud83d\ude00", "a%FF%FE", "b%FF%25", "a%25 b", "a%0A", "a%C3%A4")) {
            RawPath path = RawPath.ofBytes(RawPath.parse("/data/" + name).bytes());
            assertThat(policy.physicalPath(Given.subject(path.encoded())).encoded())
                    .isEqualTo(path.encoded().replace("/data/", "/x/"));
        }
        assertThat(policy.resource(Given.subject("/data/a%FF"))).contains("irods_UnicodeEncodeError_L2RhdGEvYf8=");
        assertThat(policy.resource(Given.subject("/data/a%25"))).contains("none");
    }

    @Test
    void whatIsPrintedAndLoggedIsInTheWorkersLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        Logger ofHandlers = (Logger) LoggerFactory.getLogger("handler");
        ofHandlers.addAppender(log);
        ofHandlers.setLevel(Level.INFO);
        try {
            policy = Pythons.load(Pythons.handler("""
                    def max_retries(hdlr_mod, logger, meta):
                        print("printed")
                        os.system("echo by a child")
                        logger.bind(more=1).warning("structured", path=meta["path"])
                        logger.debug("nobody wants to know")
                        logger.info("%s of %d", "two", 3)
                        return 1
                    """));

            assertThat(policy.maxRetries()).isEqualTo(1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.list)
                    .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                    .containsExactlyInAnyOrder("INFO printed", "INFO by a child",
                            "WARN structured more=1 path=/data", "INFO two of 3"));
        } finally {
            ofHandlers.detachAppender(log);
        }
    }

    @Test
    void whatCannotBeLoadedSaysWhere() {
        cannotBeLoaded("class event_handler:\n    def f(:\n",
                "h.py:2: SyntaxError: invalid syntax; the workers' Python is 3.");
        cannotBeLoaded("class event_handler: pass\n\nprint 'two'\n",
                "h.py:3: SyntaxError: Missing parentheses in call to 'print'");
        cannotBeLoaded("import os\nimport no_such_thing  # event_handler\n",
                "h.py:2: No module named 'no_such_thing'; install it for ");
        cannotBeLoaded("import irods.ticket  # event_handler\n",
                "h.py:1: No module named 'irods.ticket'; install python-irodsclient for ");
        cannotBeLoaded("event_handler = 3\n", "h.py has no class event_handler");
        cannotBeLoaded("# event_handler\nraise ValueError('no')\n", "ValueError: no (h.py:2)");
        cannotBeLoaded("class event_handler:\n    def on_coll_create(cls): pass\n",
                "h.py overrides on_coll_create, which is never called here: use pre_coll_create and post_coll_create");
    }

    @Test
    void expressionsOfACharacterMapAreAboutSingleCharacters() throws Exception {
        for (String key : List.of("re.compile('ab')", "re.compile('(?<=a)b')", "re.compile('^a')", "'ab'", "7")) {
            policy = Pythons.load(Pythons.handler("def character_map(): return {" + key + ": '_'}"));
            assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.characterMap())
                    .withMessageStartingWith("character_map of h.py failed: ");
            policy.close();
        }
    }

    @Test
    void withoutPythonThereIsNoHandlerOfIt() {
        PythonOptions none = new PythonOptions("no-such-python", 1, 0, Optional.empty());

        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> Pythons.load("class event_handler: pass", PATIENCE, none))
                .withMessageContaining(
                        "this worker has no Python that could run it: 'no-such-python' cannot be started");
    }

    @Test
    void helpersOfTheToolAreThere() throws Exception {
        policy = Pythons
                .load("""
                        from .. import redis_key
                        from irods_capability_automated_ingest.redis_utils import get_redis
                        from irods_capability_automated_ingest.sync_utils import get_redis as old, set_with_key, get_with_key, failures_key, size
                        from irods_capability_automated_ingest.sync_irods import call
                        from irods_capability_automated_ingest import sync_logging
                        from irods_capability_automated_ingest.irods import irods_utils
                        from irods.meta import iRODSMeta
                        from irods.exception import CollectionDoesNotExist
                        """
                        + Pythons.handler("""
                                def max_retries(hdlr_mod, logger, meta):
                                    r = get_redis(meta["config"])
                                    before = r.get("n")
                                    r.incr("n"); r.incr("n"); r.decr("n")
                                    handle = redis_key.redis_key_handle(r, "t0", meta["job_name"])
                                    handle.set_value(time.time())
                                    assert float(handle.get_value()) > 0
                                    handle.reset()
                                    assert handle.get_value() is None and before is None and r.get("n") == b"1"
                                    set_with_key(old(meta["config"]), failures_key, "j", 3)
                                    return get_with_key(r, failures_key, "j", int)
                                def to_resource(session, meta, **options):
                                    if meta["path"].endswith("query"): session.query()
                                    return str(session.collections.exists("/tempZone"))
                                """));

        assertThat(policy.maxRetries()).isEqualTo(3);
        if (!Pythons.haveIrodsClient()) {
            fails("query", "iRODSSession.query needs the package python-irodsclient");
            fails("other", "a session in operation, to_resource and target_path needs the package python-irodsclient");
        }
    }

    private long pid() throws Exception {
        return Long.parseLong(policy.resource(ENTRY).orElseThrow());
    }

    private static List<String> alive(Path pids) throws Exception {
        return Files.readAllLines(pids).stream().filter(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent())
                .toList();
    }

    private void fails(String name, String reason) {
        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> policy.resource(Given.subject("/data/" + name)))
                .withMessageStartingWith("to_resource of h.py failed: ").withMessageContaining(reason);
    }

    private static void cannotBeLoaded(String source, String reason) {
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> Pythons.load(source))
                .withMessageContaining(reason);
    }
}
