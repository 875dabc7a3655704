package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.FinishedSpan;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.TracedWork;
import io.irodsingest.common.worker.TaskMeters.End;
import io.irodsingest.ingesttasks.IngestTask;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSpansTest {
    private static final TaskMessage TASK = new TaskMessage("id", 7, "nonce", new IngestTask.FinishPass());
    private static final TraceParent CALLER = TraceParent.of("who published it");

    private static FinishedSpan span(End end) {
        ActiveJob job = new ActiveJob("id", FakeCluster.spec("daily"), false, JobPolicies.SPECIFIED, spec -> {},
                RateLimit.FREE);
        try (TracedWork work = TracedWork.below(CALLER)) {
            Turn turn = new Turn(FakeDelivery.of("file", TASK), job, TASK, false, false, work);
            FinishedSpan span = TaskSpans.of(turn, end, Duration.ofMillis(30));
            assertThat(span.own()).isEqualTo(work.asParent());
            return span;
        }
    }

    @Test
    void aSpanSaysWhichTaskOfWhichJobItWas() {
        FinishedSpan span = span(End.DONE);

        assertThat(span.name()).isEqualTo("FinishPass");
        assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.parent()).contains(CALLER);
        assertThat(span.took()).isEqualTo(Duration.ofMillis(30));
        assertThat(byName(span.attributes())).isEqualTo(Map.of("messaging.system", "rabbitmq",
                "messaging.destination.name", "file", "irods_ingest.job.id", "id", "irods_ingest.job.name", "daily",
                "irods_ingest.task.id", "id-7", "irods_ingest.outcome", "done"));
    }

    @ParameterizedTest
    @CsvSource({"DONE,", "FAILED,an entry failed for good", "JOB_FAILED,the job failed", "INTERRUPTED,", "POSTPONED,",
            "LOCKED,"})
    void onlyWhatFailedForGoodIsAnError(End end, String error) {
        assertThat(span(end).error().orElse(null)).isEqualTo(error);
    }

    private static Map<String, Object> byName(Attributes attributes) {
        return attributes.asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().getKey(), Map.Entry::getValue));
    }
}
