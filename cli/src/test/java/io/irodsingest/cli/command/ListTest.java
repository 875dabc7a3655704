package io.irodsingest.cli.command;

import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.JobPages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.orchestrator.TestCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of jobs, which is fetched page by page. */
class ListTest {
    private static TestCluster cluster;
    private static AdminClient client;
    private static Terminal terminal;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        var uri = cluster.orchestrator().uri();
        terminal = Terminal.at(uri);
        client = new AdminClient(uri, Optional.empty());
        await().until(() -> terminal.run("health").exitCode() == 0);
        for (int i = 0; i < 5; i++) {
            assertThat(terminal.run("start", "--job-name", "job " + i, "/data", "/z/x").exitCode()).isZero();
        }
        terminal.run("pause", "job 3");
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    @Test
    void itHasAllJobsOldestFirstAndNoPlaceToGoOn() throws Exception {
        Terminal.Result result = terminal.run("list");

        assertThat(names(result)).containsExactly("job 0", "job 1", "job 2", "job 3", "job 4");
        assertThat(result.json(JobList.class).total()).isEqualTo(5);
        assertThat(result.out()).doesNotContain("\"next\"");
    }

    @Test
    void someAreShownWhenSomeAreAskedFor() throws Exception {
        assertThat(names(terminal.run("list", "--limit", "2"))).containsExactly("job 3", "job 4");
        assertThat(names(terminal.run("list", "--state", "paused,FAILED"))).containsExactly("job 3");
        assertThat(names(terminal.run("list", "--name", "job 2"))).containsExactly("job 2");
        assertThat(names(terminal.run("list", "--name", "job*", "--limit", "1"))).containsExactly("job 4");
        assertThat(names(terminal.run("list", "--source", "/da*", "--limit", "2"))).containsExactly("job 3", "job 4");
        assertThat(names(terminal.run("list", "--source", "/other"))).isEmpty();
        assertThat(names(terminal.run("list", "--schedule", "*"))).isEmpty();
        assertThat(terminal.run("list", "--source", "/data").json(JobList.class).total()).isEqualTo(5);
        assertThat(terminal.run("list", "--limit", "0").exitCode()).isEqualTo(2);
        assertThat(terminal.run("list", "--state", "SLEEPING").err()).hasLineCount(1).contains("SLEEPING");
    }

    @Test
    void peopleSeeATableAndAllOfOneJob() throws Exception {
        Terminal.Result table = terminal.run("list", "--table", "--name", "job 3");
        assertThat(table.out().lines().toList()).satisfiesExactly(
                heading -> assertThat(heading).matches("NAME +STATE +OPERATION +DONE +FAILED +STARTED +TARGET"),
                row -> assertThat(row).matches("job 3 +PAUSED +REGISTER_SYNC +0 of 0 +0 +\\d{4}-.*Z +/z/x"));
        assertThat(terminal.run("list", "--table", "--name", "none").err().strip())
                .isEqualTo("there are no jobs of that kind");
        assertThat(terminal.run("list", "--table", "--json").exitCode()).isEqualTo(2);

        assertThat(terminal.run("show", "job 3", "--table").out().lines()).anyMatch(line -> line.matches("name +job 3"))
                .anyMatch(line -> line.matches("state +PAUSED")).anyMatch(line -> line.matches("source +/data"))
                .anyMatch(line -> line.matches("target +/z/x"));
        assertThat(terminal.run("show", "job 3").json(JobView.class).jobName()).isEqualTo("job 3");
        assertThat(terminal.run("show", "none").err()).hasLineCount(1).contains("none");
    }

    @Test
    void pagesAreJoined() throws Exception {
        JobList joined = new JobPages(client, JobPages.Wanted.ALL, 2).fetch(Integer.MAX_VALUE);

        assertThat(joined.singlepass()).extracting(JobView::jobName)
                .containsExactly("job 0", "job 1", "job 2", "job 3", "job 4");
        assertThat(new JobPages(client, JobPages.Wanted.ALL, 2).fetch(3).singlepass())
                .extracting(JobView::jobName).containsExactly("job 2", "job 3", "job 4");
    }

    private static List<String> names(Terminal.Result result) throws Exception {
        return result.json(JobList.class).singlepass().stream().map(JobView::jobName).toList();
    }
}
