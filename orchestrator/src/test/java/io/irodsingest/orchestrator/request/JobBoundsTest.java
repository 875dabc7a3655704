package io.irodsingest.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestSpec;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobBoundsTest {
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"files_per_task\": 10001 | files_per_task must be at most 10000, not 10001",
            "\"files_per_task\": 2147483647 | files_per_task must be at most 10000, not 2147483647",
            "\"timeout\": 604801 | timeout must be at most 604800 seconds (7 days), not 604801",
            "\"retry_delay\": 3000000 | retry_delay must be at most 2592000 seconds (30 days), not 3000000",
            "\"interval\": 999999999 | interval must be at most 315360000 seconds (3650 days), not 999999999",
            "\"max_retries\": 1001 | max_retries must be at most 1000, not 1001",
            "\"max_delete\": 9223372036854775807 | max_delete must be at most 1000000000000, not 9223372036854775807",
            "\"max_parallel_tasks\": 2147483647 | max_parallel_tasks must be at most 1000000, not 2147483647",
            "\"max_bytes_per_second\": 1000000000001 | max_bytes_per_second must be at most 1000000000000, not 1000000000001",
            "\"max_requests_per_second\": 1000001 | max_requests_per_second must be at most 1000000, not 1000001",
            "\"irods_idle_disconnect_seconds\": 86401 | irods_idle_disconnect_seconds must be at most 86400 seconds (1 days), not 86401",
            "\"start_within\": 0 | start_within must be longer than 0 s",
            "\"deadline\": 0.25 | deadline must be at least 1 seconds, not 0.25",
            "\"start_within\": 999999999 | start_within must be at most 315360000 seconds (3650 days), not 999999999",
            "\"start_within\": 60, \"deadline\": 60 | start_within (60 s) must be less than deadline (60 s), in which the wait for the begin counts",
            "\"keep_for\": 59 | keep_for must be at least 60 seconds, not 59",
            "\"keep_for\": 31708800 | keep_for must be at most 31622400 seconds (366 days), not 31708800",
            "\"file_queue\": \"mine.front\" | queue 'mine.front' cannot be used: the name ends in .front, as the queues for jobs at the front do; workers take from those without being told",
            "\"file_queue\": \"amq.x\" | queue 'amq.x' cannot be used: the name is reserved for the broker, as all names that begin with amq.",
            "\"file_queue\": \"irods-ingest.dead-letters\" | queue 'irods-ingest.dead-letters' cannot be used: the name is reserved for irods-ingest itself",
            "\"path_queue\": \"irods-ingest\" | queue 'irods-ingest' cannot be used: the name is reserved for irods-ingest itself"})
    void tooMuchIsRefusedInOneLine(String field, String line) {
        assertThatThrownBy(() -> spec(field)).isInstanceOf(InvalidJobException.class).hasMessage(line);
    }

    @Test
    void namesAreMeasuredInBytes() {
        assertThatThrownBy(() -> spec("\"file_queue\": \"" + "\u754c".repeat(100) + '"'))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("has 300 bytes in UTF-8");
        assertThatThrownBy(() -> JobRequests.toSpec(request("\"target\": \"/z/" + "\u754c".repeat(400) + '"'), "id",
                Optional.empty(), Optional.empty())).isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("has 1203 bytes; 1000 are the most");
    }

    @Test
    void aQueueOfAJobAtTheFrontNeedsRoomForTheNameOfItsCompanion() throws Exception {
        String longest = "\u754c".repeat(83);
        assertThat(spec("\"at_front\": true, \"file_queue\": \"" + longest + '"').queue(IngestLane.FILE))
                .isEqualTo(longest + ".front");
        assertThatThrownBy(() -> spec("\"at_front\": true, \"file_queue\": \"" + longest + "\u754c\""))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("cannot be used with at_front: with .front behind it, the name"
                        + " has 258 bytes in UTF-8; 255 are the most");
    }

    /** The time in which it waits for the others counts for its begin, and not for its deadline. */
    @Test
    void aJobThatWaitsForOthersMayHaveLongerForItsBeginThanForItsEnd() throws Exception {
        assertThat(spec("\"start_within\": 36000, \"deadline\": 60, \"after\": [\"other\"]").options().timing()
                .deadline()).isPresent();
    }

    @Test
    void whatIsAllowedGoesThrough() throws Exception {
        JobSpec spec = spec("\"files_per_task\": 10000, \"timeout\": 604800, \"file_queue\": \"" + "\u754c".repeat(85)
                + "\", \"restart_queue\": \"amq\", \"path_queue\": \"irods-ingestion\"");
        assertThat(IngestSpec.of(spec).sync().filesPerTask()).isEqualTo(10_000);
    }

    private static JobSpec spec(String field) throws Exception {
        return JobRequests.toSpec(request("\"target\": \"/z/x\", " + field), "id", Optional.empty(),
                Optional.empty());
    }

    private static JobRequest request(String fields) throws Exception {
        return JSON.readValue("{\"source\": \"/data\", " + fields + "}", JobRequest.class);
    }
}
