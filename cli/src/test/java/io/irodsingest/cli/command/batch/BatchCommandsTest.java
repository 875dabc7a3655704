package io.irodsingest.cli.command.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.cli.command.Terminal;
import io.irodsingest.cli.command.Terminal.Result;
import io.irodsingest.orchestrator.PretendedRows;
import io.irodsingest.orchestrator.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and slow queries from the command line, with an orchestrator and pretended processors. */
class BatchCommandsTest {
    private static final String LINE = System.lineSeparator();

    @TempDir
    private Path directory;
    private TestCluster cluster;
    private Terminal terminal;
    private PretendedRows rows;
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        cluster.purge("batch", "query");
        terminal = Terminal.at(cluster.orchestrator().uri());
        rows = new PretendedRows(cluster.ports().batches(), gate);
        cluster.worker(rows.handlers(), PretendedRows.QUEUES);
        await().until(() -> terminal.run("processors", "--table").out().equals("KIND   APP     OP    WORKERS" + LINE
                + "batch  sample  echo  1 worker" + LINE + "query  sample  ask   1 worker" + LINE));
    }

    @AfterEach
    void end() {
        gate.countDown();
        cluster.close();
    }

    @Test
    void aFileIsSubmittedAndItsResultsAreShown() throws Exception {
        gate.countDown();
        Path file = Files.writeString(directory.resolve("rows.csv"), "path,output\n/a,x\n/fail,y\n");
        Result result = run("batch", "submit", "sample", "echo", file.toString(), "--wait", "--job-name", "first",
                "--max-failed=5", "--context", "{\"a\":1}");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out())
                .matches("batch first \\(sample echo\\) is failed: 2 rows, 1 succeeded, 1 failed, after .* s"
                        + LINE + "  failed: line 3: it was to fail; really" + LINE);
        assertThat(result.err()).contains("batch first has 2 rows");

        BatchView view = run("batch", "status", "first", "--json").json(BatchView.class);
        assertThat(view.about().file()).contains("rows.csv");
        assertThat(view.rows().failed()).isEqualTo(1);
        assertThat(run("batch", "results", "first", "--failed").out())
                .isEqualTo("{\"line\":3,\"outcome\":\"failed\",\"messages\":[\"it was to fail\",\"really\"]}\n");
        Path out = directory.resolve("out.csv");
        assertThat(run("batch", "results", "first", "--format", "csv", "-o", out.toString()).exitCode()).isZero();
        assertThat(out).content().startsWith("line,outcome,result,messages\r\n2,succeeded,").hasLineCount(3);
        assertThat(run("batch", "files", "first").out()).isEqualTo("out.txt  14 bytes" + LINE);
        assertThat(run("batch", "files", "first", "out.txt").out()).isEqualTo("line 2\nline 3\n");
        assertThat(directory).as("nothing is left beside them").isDirectoryNotContaining("glob:**.part");

        assertThat(run("watch", "first").out()).contains("job first: COMPLETED_WITH_FAILURES after",
                "done: 2 rows, 1 succeeded, 1 failed", "irods-ingest batch results first tells");

        rows.heal();
        Result again = run("batch", "retry", "first", "--wait");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("is success: 2 rows, 2 succeeded");
        assertThat(run("batch", "watch", "first").exitCode()).isZero();
        assertThat(run("batch", "list", "--table").out()).contains("first  sample echo  success  2 rows, 2 succeeded");
        assertThat(run("batch", "list", "--status", "wait,aborted", "--json").json(BatchList.class).batches())
                .isEmpty();
        assertThat(run("batch", "list", "--table", "--older-than", "1h").out()).isEmpty();
    }

    @Test
    void aBatchThatIsHeldTakesMore() throws Exception {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8)));
            Result made = run("batch", "submit", "sample", "echo", "-", "--hold", "--job-name", "held");
            assertThat(made.out()).isEqualTo("held" + LINE);
            assertThat(made.err()).contains("batch held (sample echo) is wait: 1 row; waits for its release");
            System.setIn(new ByteArrayInputStream("x\ny\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(run("batch", "append", "held", "-", "--format", "csv").out()).contains("is wait: 2 rows");
            assertThat(run("batch", "release", "held").exitCode()).isZero();
            System.setIn(new ByteArrayInputStream("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8)));
            Result late = run("batch", "append", "held", "-");
            assertThat(late.exitCode()).isEqualTo(1);
            assertThat(late.err()).hasLineCount(1).contains("takes no more rows");
        } finally {
            System.setIn(before);
        }
        rows.begun().await();
        assertThat(run("batch", "abort", "held").exitCode()).isZero();
        await().until(() -> run("batch", "status", "held").out().contains("is aborted: 2 rows, 2 aborted"));
        assertThat(run("batch", "abort", "held").out()).contains("is aborted: 2 rows, 2 aborted");
    }

    @Test
    void aSlowQueryIsAnswered() throws Exception {
        Result later = run("query", "sample", "ask", "--no-wait", "q=1");
        String id = later.out().strip();
        Result none = run("query", "show", id);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("has no answer yet; try later");
        gate.countDown();
        assertThat(run("query", "show", id, "--wait").out()).contains("\"q\" : 1");

        Result answer = run("query", "sample", "ask", "/zone/home/x", "--depth", "2", "--min-copies=3", "name=a b",
                "--checksum");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out().replaceAll("\\s", "")).isEqualTo(
                "{\"path\":\"/zone/home/x\",\"depth\":2,\"min_copies\":3,\"name\":\"ab\",\"checksum\":true}");
        Result failed = run("query", "sample", "ask", "{\"fail\":1}");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("is failed: it was to fail; really");
        assertThat(run("query", "list", "--table").out()).hasLineCount(4).contains("sample ask  failed");
        assertThat(run("query", "abort", id).out()).contains("is success");
    }

    @Test
    void aScheduleSubmitsABatchAndAsksAQuery() throws Exception {
        gate.countDown();
        Path file = Files.writeString(directory.resolve("rows.csv"), "path,value\r\n/a,\"x,\ny\"\r\n/b,z\r\n");
        Result made = run("schedule", "create", "nightly", "--in", "0", "--", "batch", "submit", "sample", "echo",
                file.toString(), "--context", "{\"c\":1}", "--max-failed", "1");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(run("schedule", "show", "nightly").out()).contains("batch submit sample echo rows.csv, 2 rows");
        await().until(() -> run("batch", "status", "nightly-1").out().contains("is success: 2 rows, 2 succeeded"));
        assertThat(run("batch", "results", "nightly-1").out().lines())
                .containsExactly(
                        "{\"line\":2,\"outcome\":\"succeeded\",\"result\":{\"path\":\"/a\",\"value\":\"x,\\ny\"}}",
                        "{\"line\":4,\"outcome\":\"succeeded\",\"result\":{\"path\":\"/b\",\"value\":\"z\"}}");
        assertThat(run("schedule", "create", "asks", "--in", "0", "--", "query", "sample", "ask", "/a", "--depth", "2")
                .exitCode()).isZero();
        await().until(() -> run("query", "show", "asks-1").exitCode() == 0);
        assertThat(run("query", "show", "asks-1").out()).contains("\"depth\" : 2");
        wrong("there is no batch processor 'sample none'; known are sample echo", "schedule", "create", "x", "--in",
                "0", "--",
                "batch", "submit", "sample", "none", file.toString());
        wrong("--wait is of no use", "schedule", "create", "x", "--in", "0", "--", "batch", "submit", "sample", "echo",
                file.toString(), "--wait");
        wrong("holds no batch", "schedule", "create", "x", "--in", "0", "--", "batch", "submit", "sample", "echo", "-");
        wrong("'batch' is no command that a schedule can give", "schedule", "create", "x", "--in", "0", "--", "batch",
                "abort", "x");
    }

    @Test
    void wrongUseIsToldInOneLine() throws Exception {
        Path text = Files.writeString(directory.resolve("rows.txt"), "1\n");
        Path bad = Files.writeString(directory.resolve("bad.jsonl"), "1\n{\n");
        wrong("cannot be told by the ending of its name; give --format", "batch", "submit", "sample", "echo",
                text.toString());
        wrong("is no file that can be read", "batch", "submit", "sample", "echo",
                directory.resolve("none.csv").toString());
        wrong("line 2: not JSON", "batch", "submit", "sample", "echo", bad.toString());
        wrong("there is no batch processor 'sample none'; known are sample echo", "batch", "submit", "sample", "none",
                bad.toString());
        wrong("leave out --hold or --wait", "batch", "submit", "sample", "echo", bad.toString(), "--hold", "--wait");
        wrong("Missing command: one of submit", "batch");
        wrong("give the application and the operation", "query", "sample");
        wrong("'b' says nothing", "query", "sample", "ask", "a", "b");
        wrong("'a' is given twice", "query", "sample", "ask", "a=1", "--a", "2");
        wrong("is no age like", "batch", "list", "--older-than", "soon");
        assertThat(run("batch", "status", "none").err()).contains("there is no batch 'none'");
        assertThat(run("batch", "list", "--table").out()).isEmpty();
    }

    private void wrong(String message, String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode()).as(message).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains(message);
    }

    private Result run(String... arguments) {
        return terminal.run(arguments);
    }
}
