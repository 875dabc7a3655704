package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.schedule.ScheduleList;
import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done with schedules from the command line, with an orchestrator that has them. */
class ScheduleCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** No test waits for its next run. */
    private static final String[] YEARLY = {"--cron", "0 2 1 1 *", "--zone", "Europe/Berlin"};

    private TestCluster cluster;
    private Terminal terminal;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        terminal = Terminal.at(cluster.orchestrator().uri());
        await().atMost(PATIENCE).until(() -> terminal.run("health").exitCode() == 0);
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aScheduleIsMadeAndShown() throws Exception {
        Terminal.Result made = yearly("nightly", "--description", "the lab's data", "--metadata", "lab=north",
                "--metadata", "owner=a b", "--overlap", "wait", "--pause-on-failure", "--", "start", "/data", "/z/x",
                "--operation", "put_sync", "--files_per_task", "7");

        assertThat(made.err()).startsWith("schedule nightly is ACTIVE, next run ")
                .contains("-01-01T02:00:00+01:00 (Europe/Berlin); irods-ingest schedule show nightly").hasLineCount(1);
        assertThat(made.out()).isEqualTo("nightly" + System.lineSeparator());
        ScheduleView schedule = shown("nightly");
        JobRequest action = schedule.action().start().orElseThrow();
        assertThat(action.from().source()).isEqualTo("/data");
        assertThat(action.treatment().operation()).contains("PUT_SYNC");
        assertThat(action.division().filesPerTask()).contains(7);
        assertThat(schedule.trigger().cron()).contains(List.of("0 2 1 1 *"));
        assertThat(schedule.policies().overlap()).contains("WAIT");
        assertThat(schedule.policies().pauseOnFailure()).contains(true);
        assertThat(schedule.metadata()).isEqualTo(Map.of("lab", "north", "owner", "a b"));
        assertThat(terminal.run("schedule", "show", "nightly").out().lines()).contains("schedule nightly is ACTIVE")
                .anyMatch(line -> line.matches(" +description +the lab's data"))
                .anyMatch(line -> line.matches(" +does +start /data /z/x, PUT_SYNC"))
                .anyMatch(line -> line.matches(" +when +cron '0 2 1 1 \\*', zone Europe/Berlin.*"))
                .anyMatch(line -> line.matches(" +next run +\\d{4}-01-01T02:00:00\\+01:00"))
                .anyMatch(line -> line.matches(" +runs +0 started, 0 failed, 0 skipped, 0 missed"));
        assertThat(yearly("nightly", "--", "start", "/data", "/z/x")).satisfies(again -> {
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.err()).hasLineCount(1).contains("nightly");
        });
    }

    @Test
    void aRunIsStartedWhenItIsDueAndListedWithWhatItCameTo() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));

        Terminal.Result made = terminal.run("schedule", "create", "once", "--at", "2020-01-01T00:00:00Z", "--", "start",
                "/data", "/z/x");

        assertThat(made.exitCode()).as(made.toString()).isZero();
        await().atMost(PATIENCE).until(() -> runs("once").stream().anyMatch(run -> run.outcome().equals("COMPLETED")));
        assertThat(terminal.run("schedule", "runs", "once").out().lines()).singleElement().asString()
                .startsWith("run 1  2020-01-01T00:00:00Z  COMPLETED  started ").contains(" s late  ended ", "  job ");
        await().atMost(PATIENCE).until(() -> shown("once").state().equals("ENDED"));
        assertThat(terminal.run("list").json(JobList.class).finished()).singleElement()
                .satisfies(job -> assertThat(job.origin().runOf().orElseThrow().name()).isEqualTo("once"));
    }

    @Test
    void aRunIsTriggeredBesidesThePlanAndAJobThatFailedIsTriedAgain() throws Exception {
        cluster.worker(PretendedWork.ofTasks(4).ofWhichFail(1));
        yearly("nightly", "--", "start", "/data", "/z/x", "--job-name", "ingest");

        assertThat(terminal.run("schedule", "trigger", "nightly").out().strip()).isEqualTo("1 started");
        await().atMost(PATIENCE).until(() -> runs("nightly").getFirst().ended().isPresent());
        assertThat(runs("nightly").getFirst().outcome()).isEqualTo("COMPLETED_WITH_FAILURES");
        yearly("again", "--", "retry", "ingest");
        assertThat(shown("again").action().retry()).contains("ingest");
        assertThat(terminal.run("schedule", "trigger", "again").exitCode()).isZero();
        await().atMost(PATIENCE).until(() -> runs("again").getFirst().ended().isPresent());
        assertThat(terminal.run("schedule", "run-due").out().strip()).isEqualTo("nothing was due");
    }

    @Test
    void schedulesAreListedAndCounted() throws Exception {
        for (int i = 1; i <= 5; i++) {
            String made = terminal.run("schedule", "create", "s" + i, "--at", "2040-01-0" + i + "T00:00:00Z",
                    "--metadata", "odd=" + (i % 2 == 1), "--", "start", "/data", "/z/x").out();
            assertThat(made.strip()).isEqualTo("s" + i);
        }
        terminal.run("schedule", "pause", "s2", "--note", "holidays");

        assertThat(listed()).containsExactlyInAnyOrder("s1", "s2", "s3", "s4", "s5");
        assertThat(listed("--state", "paused")).containsExactly("s2");
        assertThat(listed("--name", "s4")).containsExactly("s4");
        assertThat(listed("--metadata", "odd=true")).containsExactly("s1", "s3", "s5");
        assertThat(listed("--until", "2040-01-03T00:00:00Z")).contains("s1", "s3").doesNotContain("s4", "s5");
        Terminal.Result page = terminal.run("schedule", "list", "--limit", "2", "--json");
        ScheduleList first = page.json(ScheduleList.class);
        assertThat(first.schedules()).hasSize(2);
        assertThat(listed("--limit", "3", "--after", first.next().orElseThrow())).hasSize(3)
                .doesNotContainAnyElementsOf(first.schedules().stream().map(ScheduleView::name).toList());
        Terminal.Result table = terminal.run("schedule", "list", "--table", "--limit", "1");
        assertThat(table.out().lines()).hasSize(2).first().asString().startsWith("NAME ");
        assertThat(table.err()).startsWith("there are more: --after ").hasLineCount(1);
        assertThat(terminal.run("schedule", "list", "--table", "--all").out().lines()).hasSize(6);
        assertThat(terminal.run("schedule", "list", "--table", "--name", "t*").err().strip())
                .isEqualTo("there are no schedules of that kind");
        assertThat(terminal.run("schedule", "count", "--until", "2040-01-01T00:00:00Z").out().strip()).isEqualTo("1");
    }

    @Test
    void upcomingTimesAreThoseOfAScheduleOrOfOptions() throws Exception {
        yearly("nightly", "--", "check", "/data", "/z/x");

        assertThat(terminal.run("schedule", "upcoming", "nightly", "--limit", "2").out().lines()).hasSize(2)
                .allMatch(line -> line.matches("\\d{4}-01-01T02:00:00\\+01:00  Europe/Berlin"));
        assertThat(terminal.run("schedule", "upcoming", "--cron", "0 2 * * *").out().lines()).hasSize(10)
                .allMatch(line -> line.endsWith("T02:00:00Z  UTC"));
        assertThat(terminal.run("schedule", "upcoming", "--every", "PT1H", "--json").json(UpcomingTimes.class).times())
                .hasSize(10);
    }

    @Test
    void whatIsNotReplacedStays() throws Exception {
        yearly("nightly", "--overlap", "WAIT", "--missed", "SKIP", "--", "start", "/data", "/z/x");
        long version = shown("nightly").version();

        Terminal.Result replaced = terminal.run("schedule", "replace", "nightly", "--every", "P1D", "--missed",
                "catch_up");

        assertThat(replaced.exitCode()).as(replaced.toString()).isZero();
        ScheduleView after = shown("nightly");
        assertThat(after.trigger().every()).isPresent();
        assertThat(after.trigger().cron()).isEmpty();
        assertThat(after.policies().missed()).contains("CATCH_UP");
        assertThat(after.policies().overlap()).contains("WAIT");
        assertThat(after.action().start().orElseThrow().from().source()).isEqualTo("/data");
        assertThat(after.version()).isNotEqualTo(version);
        for (String missed : new String[]{"run_once", "skip"}) {
            Terminal.Result other = terminal.run("schedule", "replace", "nightly", "--missed", missed);
            assertThat(other.exitCode()).as(other.toString()).isZero();
            assertThat(shown("nightly").policies().missed().orElseThrow()).isEqualToIgnoringCase(missed);
            assertThat(shown("nightly").policies().overlap()).contains("WAIT");
        }
        after = shown("nightly");
        Terminal.Result late = terminal.run("schedule", "replace", "nightly", "--if-version", "" + version, "--",
                "start",
                "/other", "/z/x");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.err()).hasLineCount(1);
        assertThat(shown("nightly").action().start().orElseThrow().from().source()).isEqualTo("/data");
        assertThat(terminal.run("schedule", "replace", "nightly", "--if-version", "" + after.version(), "--", "check",
                "/other", "/z/x").exitCode()).isZero();
        assertThat(terminal.run("schedule", "show", "nightly").out()).contains(" check /other /z/x");
    }

    @Test
    void aScheduleIsPausedResumedMovedAndCancelled() throws Exception {
        yearly("nightly", "--", "start", "/data", "/z/x");

        assertThat(terminal.run("schedule", "pause", "nightly", "--note", "iRODS is upgraded").out())
                .contains("schedule nightly is PAUSED (iRODS is upgraded)", "irods-ingest schedule resume nightly");
        assertThat(terminal.run("schedule", "resume", "nightly").out()).contains("schedule nightly is ACTIVE");
        String earlier = Instant.now().plus(Duration.ofHours(1)).toString();
        Terminal.Result moved = terminal.run("schedule", "move", "nightly", "--to", earlier);
        assertThat(moved.exitCode()).as(moved.toString()).isZero();
        assertThat(shown("nightly").progress().next().orElseThrow().start()).isBefore(Instant.now()
                .plus(Duration.ofHours(2)));
        assertThat(terminal.run("schedule", "show", "nightly").out()).contains("planned for ");
        assertThat(terminal.run("schedule", "cancel", "nightly").out()).contains("schedule nightly is ENDED");
        assertThat(terminal.run("schedule", "cancel", "nightly").exitCode()).isEqualTo(1);
    }

    @Test
    void runsOfThePastAreFilledIn() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        terminal.run("schedule", "create", "daily", "--cron", "@daily", "--", "start", "/data", "/z/x");

        Terminal.Result filled = terminal.run("schedule", "backfill", "daily", "--from", "2026-01-01T00:00:00Z", "--to",
                "2026-01-03T00:00:00Z");

        assertThat(filled.exitCode()).as(filled.toString()).isZero();
        await().atMost(PATIENCE).until(() -> runs("daily").stream()
                .filter(run -> run.outcome().equals("COMPLETED") && run.cause().equals("BACKFILL")).count() == 3);
    }

    private Terminal.Result yearly(String name, String... rest) {
        String[] arguments = new String[3 + YEARLY.length + rest.length];
        arguments[0] = "schedule";
        arguments[1] = "create";
        arguments[2] = name;
        System.arraycopy(YEARLY, 0, arguments, 3, YEARLY.length);
        System.arraycopy(rest, 0, arguments, 3 + YEARLY.length, rest.length);
        return terminal.run(arguments);
    }

    private ScheduleView shown(String name) throws Exception {
        return terminal.run("schedule", "show", name, "--json").json(ScheduleView.class);
    }

    private List<ScheduleRuns.Run> runs(String name) throws Exception {
        return terminal.run("schedule", "runs", name, "--json").json(ScheduleRuns.class).runs();
    }

    private List<String> listed(String... options) throws Exception {
        String[] arguments = new String[3 + options.length];
        arguments[0] = "schedule";
        arguments[1] = "list";
        arguments[2] = "--json";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return terminal.run(arguments).json(ScheduleList.class).schedules().stream().map(ScheduleView::name).toList();
    }
}
