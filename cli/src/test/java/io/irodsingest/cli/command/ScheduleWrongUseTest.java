package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.orchestrator.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleWrongUseTest {
    private static TestCluster cluster;
    private static Terminal terminal;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        terminal = Terminal.at(cluster.orchestrator().uri());
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            schedule                                                    | 2 | Missing command: one of create, show, list, upcoming,
            schedule frobnicate                                         | 2 | 'frobnicate'
            schedule create                                             | 2 | Missing required parameter: 'NAME'
            schedule create x --every 60                                | 2 | what the schedule is to do is missing: it stands behind --
            schedule create x -- start /data /z/x                       | 2 | give it --at, --in, --every or --cron
            schedule create x --every 60 -- stop job                    | 2 | 'stop' is no command that a schedule can give: start, check, retry, batch submit and query
            schedule create --every 60 -- start /data /z/x              | 2 | '/data' is no command that a schedule can give
            schedule create x --every 60 -- start /data                 | 2 | Missing required parameter: 'TARGET' (try 'irods-ingest start --help')
            schedule create x --every 60 -- start --quux /data /z/x     | 2 | Unknown option: '--quux' (try 'irods-ingest start --help')
            schedule create x --every 60 -- start --synchronous /data /z/x | 2 | --synchronous is of no use in a command that a schedule gives
            schedule create x --every 60 -- start --log-level INFO /data /z/x | 2 | --log-level is of no use
            schedule create x --every 60 -- start -i 60 /data /z/x      | 2 | --interval does not go with a schedule, which has an --every of its own
            schedule create x --every 60 -- start /data /               | 2 | target '/' is refused
            schedule create x --every 60 -- retry                       | 2 | Missing required parameter: 'JOB'
            schedule create x --every 60 -- retry unknown               | 1 | there is no job 'unknown'
            schedule create x --every 60 -- strat /data /z/x            | 2 | 'strat' is no command that a schedule can give
            schedule create x --every 0 -- start /data /z/x             | 2 | every
            schedule create x --every 60 --in 5 -- start /data /z/x     | 2 | every
            schedule create x --every 60 --runs 0 -- start /data /z/x   | 2 | 0 is less than 1
            schedule create x --cron 0_2_*_* -- start /data /z/x        | 2 | cron
            schedule create x --cron @daily --zone Berlin -- start /data /z/x | 2 | zone 'Berlin' is unknown: did you mean Europe/Berlin?
            schedule create x --every 60 --overlap never -- start /data /z/x | 2 | Invalid value for option '--overlap'
            schedule create x --every 60 --first 2031-01-01T00:00:00Z --last 2030-01-01T00:00:00Z -- start /data /z/x | 2 | last
            schedule create a/b --every 60 -- start /data /z/x          | 2 | a/b
            schedule show unknown                                       | 1 | there is no schedule 'unknown'
            schedule show a/b                                           | 1 | there is no schedule 'a/b'
            schedule cancel unknown                                     | 1 | there is no schedule 'unknown'
            schedule trigger unknown                                    | 1 | there is no schedule 'unknown'
            schedule runs unknown                                       | 1 | there is no schedule 'unknown'
            schedule replace unknown --every 60                         | 1 | there is no schedule 'unknown'
            schedule replace unknown                                    | 2 | nothing is to be replaced
            schedule move unknown                                       | 2 | Missing required option: '--to=TIME'
            schedule move unknown --to 2030-01-01T00:00:00Z             | 1 | there is no schedule 'unknown'
            schedule backfill unknown --from 2030-01-01T00:00:00Z       | 2 | Missing required option: '--to=TIME'
            schedule upcoming                                           | 2 | give either the name of a schedule or options
            schedule upcoming x --every 60                              | 2 | give either the name of a schedule or options
            schedule upcoming --every soon                              | 2 | every 'soon' is no length of time
            schedule count --until soon                                 | 2 | until 'soon' is no moment
            schedule list --limit 0                                     | 2 | 0 is less than 1
            schedule list --state SLEEPING                              | 2 | SLEEPING
            schedule list --metadata lab                                | 2 | lab
            schedule list --after nowhere                               | 2 | after
            """)
    void isToldInOneLine(String command, int exitCode, String message) {
        Terminal.Result result = terminal.run(command.split(" +"));

        assertThat(result.err()).startsWith("irods-ingest: ").contains(message).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
    }
}
