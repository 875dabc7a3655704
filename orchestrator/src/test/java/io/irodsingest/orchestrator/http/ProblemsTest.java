package io.irodsingest.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.state.UnreadableRecordException;
import jakarta.servlet.ServletException;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sender of a request is told when it failed. */
class ProblemsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** A request. */
    record Wish(String name, int threads, List<String> queues) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nmae": "x"}        | unknown field 'nmae'; known are name, queues, threads
            {"name": "x"         | not JSON: Unexpected end-of-input
            {"name": "x",        | (line 1, column
            {"threads": "many"}  | field 'threads' is of the wrong type: Cannot deserialize value
            []                   | not what is expected: Cannot deserialize value
            """)
    void whatIsWrongWithARequestIsSaidInItsOwnWords(String body, String detail) {
        Problem problem = Problems.of(
                catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(body, Wish.class)));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains(detail).doesNotContain("io.irodsingest", "java.").hasLineCount(1);
    }

    @Test
    void whatARefusalSaysIsPassedOn() {
        assertThat(Problems.of(Refusal.conflict("Job name taken", "stop it"))).returns(409, Problem::status)
                .returns("Job name taken", Problem::title).returns("stop it", Problem::detail);
        assertThat(Problems.of(Refusal.unknown("job", "x"))).returns(404, Problem::status)
                .returns("No such job", Problem::title).returns("there is no job 'x'", Problem::detail);
        assertThat(Problems.of(new InvalidJobException("a job needs a name"))).returns(400, Problem::status)
                .returns("a job needs a name", Problem::detail);
    }

    @Test
    void whatIsNobodysFaultIsSaidToBeTriedAgain() {
        assertThat(Problems.of(new InterruptedException())).returns(503, Problem::status)
                .returns("the orchestrator is being stopped", Problem::detail);
        assertThat(Problems.of(new ServletException(new IllegalStateException("max length exceeded"))))
                .returns(400, Problem::status).extracting(Problem::detail).asString()
                .isEqualTo("the form could not be read: it is malformed, or has more than 1024 MiB");
        assertThat(Problems.of(new EOFException())).returns(400, Problem::status)
                .returns("the request could not be read", Problem::detail);
        assertThat(Problems.of(new UnreadableRecordException("the record of job x", "newer", null)))
                .returns(409, Problem::status).satisfies(
                        problem -> assertThat(problem.detail()).startsWith("the record of job x cannot be read"));
    }

    /** Its words are in the log, and not for the sender. */
    @Test
    void aDefectIsToldByANameUnderWhichTheLogHasIt() {
        Problem problem = Problems.of(new IllegalStateException("secret"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.detail()).doesNotContain("secret");
        assertThat(problem.instance().orElseThrow()).startsWith("urn:uuid:");
    }

    @ParameterizedTest
    @CsvSource({"404, there is nothing at this path", "405, this path does not take this method", "414, URI Too Long"})
    void aStatusWithoutWordsGetsSome(int status, String detail) {
        assertThat(Problems.ofStatus(status)).returns(status, Problem::status).returns(detail, Problem::detail);
    }
}
