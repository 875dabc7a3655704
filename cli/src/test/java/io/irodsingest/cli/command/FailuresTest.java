package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static TestCluster cluster;
    private static Terminal terminal;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        terminal = Terminal.at(cluster.orchestrator().uri());
        await().until(() -> terminal.run("health").exitCode() == 0);
        cluster.worker(PretendedWork.ofTasks(8).ofWhichFail(5));
        terminal.run("start", "--synchronous", "--job-name", "partly", "/data", "/z/x");
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    @Test
    void areShownInPages() {
        Terminal.Result first = terminal.run("failures", "partly", "--limit", "2");
        Terminal.Result rest = terminal.run("failures", "partly", "--offset", "2");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).hasLineCount(2);
        assertThat(first.out().lines())
                .allMatch(
                        line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z  /data/file-\\d  no space left on vault"));
        assertThat(first.err()).contains("there are more: --offset 2 shows the next ones, --all all of them");
        assertThat(rest.out()).hasLineCount(3);
        assertThat(rest.err()).isEmpty();
        assertThat(first.out() + rest.out()).isEqualTo(terminal.run("failures", "partly", "--all").out());
        assertThat(terminal.run("failures", "partly", "--offset", "5").err())
                .isEqualTo("job partly has no more failures" + System.lineSeparator());
    }

    @Test
    void areJsonWhenAskedFor() throws Exception {
        FailureList page = terminal.run("failures", "partly", "--json", "--limit=2").json(FailureList.class);
        FailureList all = terminal.run("failures", "partly", "--json", "--all").json(FailureList.class);

        assertThat(page.limit()).isEqualTo(2);
        assertThat(page.failures()).hasSize(2).isEqualTo(all.failures().subList(0, 2));
        assertThat(all.failures()).hasSize(5).allMatch(failure -> failure.error().equals("no space left on vault"));
    }
}
