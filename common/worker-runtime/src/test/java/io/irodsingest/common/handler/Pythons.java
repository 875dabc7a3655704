package io.irodsingest.common.handler;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Event handlers of Python for tests, which are left out where there is no Python. */
final class Pythons {
    private static final String IMPORTS = """
            import os, sys, time, re
            from irods_capability_automated_ingest.core import Core
            from irods_capability_automated_ingest.utils import Operation, DeleteMode
            """;

    private Pythons() {}

    /** Leaves the test out, with a line that says so, where there is no Python that is new enough. */
    static void needed() throws InterruptedException {
        boolean isThere = runs("import sys; sys.exit(sys.version_info < (3, 9))");
        if (!isThere) {
            System.out.println("left out: there is no python3 of 3.9 or newer");
        }
        assumeTrue(isThere);
    }

    /** Whether sessions are those of python-irodsclient. */
    static boolean haveIrodsClient() throws InterruptedException {
        return runs("import irods.session");
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", program).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** The source of a handler with these methods, each of which is static. */
    static String handler(String methods) {
        return IMPORTS + "class event_handler(Core):\n" + (methods + "\npass\n").indent(4)
                .replaceAll("(?m)^    def ", "    @staticmethod\n    def ");
    }

    static HandlerPolicy load(String source) throws Exception {
        return load(source, Duration.ofMinutes(2), PythonOptions.USUAL);
    }

    static HandlerPolicy load(String source, Duration timeout, PythonOptions options) throws Exception {
        Map<String, String> values = new ConcurrentHashMap<>();
        byte[] content = Given.bytes(source);
        HandlerFile file = HandlerFiles.check(Form.PYTHON, "h.py", content);
        JobSpec spec = new JobSpec("daily", Given.WORK.with(file), JobOptions.NONE
                .retrying(new RetryPolicy(0, Duration.ZERO, timeout)));
        return EventHandlers.load(spec, Given.WORK, file, content, new EventHandlers.Python(options,
                (name, known, wanted) -> values.merge(name, known.isEmpty() ? wanted : "",
                        (now, ignored) -> now.equals(known) ? wanted : now)));
    }
}
