package io.irodsingest.common.worker;

import io.irodsingest.common.trace.FinishedSpan;
import io.irodsingest.common.worker.TaskMeters.End;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a tracing tool is told of a task. */
final class TaskSpans {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> JOB = AttributeKey.stringKey("irods_ingest.job.id");
    private static final AttributeKey<String> JOB_NAME = AttributeKey.stringKey("irods_ingest.job.name");
    private static final AttributeKey<String> TASK = AttributeKey.stringKey("irods_ingest.task.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("irods_ingest.outcome");

    private TaskSpans() {}

    static FinishedSpan of(Turn turn, End end, Duration took) {
        String outcome = end.name().toLowerCase(Locale.ROOT);
        Attributes attributes = Attributes.builder().put(SYSTEM, "rabbitmq").put(QUEUE, turn.delivery().queue())
                .put(JOB, turn.message().jobId()).put(JOB_NAME, turn.job().spec().name())
                .put(TASK, turn.message().id()).put(OUTCOME, outcome).build();
        return new FinishedSpan(turn.message().task().type(), SpanKind.CONSUMER, turn.trace(),
                Optional.of(turn.work().parent()), took, attributes, switch (end) {
                    case FAILED -> Optional.of("an entry failed for good");
                    case JOB_FAILED -> Optional.of("the job failed");
                    default -> Optional.empty();
                });
    }
}
