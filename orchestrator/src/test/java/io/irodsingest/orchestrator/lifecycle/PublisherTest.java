package io.irodsingest.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes from the task table to the broker, and what is noted of it. */
class PublisherTest {
    private static final Job JOB = new Job("id",
            new JobSpec("daily", IngestSpec.of(new RawPath("/data"), "/z/c", Operation.PUT)), JobState.RUNNING,
            Counts.NONE, 1, 1, 0, 0, Origin.at(Instant.EPOCH),
            new Passes(0, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty()),
            Optional.empty(),
            Optional.empty());

    private final List<List<OutgoingMessage>> published = new ArrayList<>();
    private final List<Long> reported = new ArrayList<>();
    private final Map<String, String> failed = new HashMap<>();
    private final Deque<List<TaskMessage>> unpublished = new ArrayDeque<>();
    private final Deque<List<TaskMessage>> due = new ArrayDeque<>();
    private final Deque<Integer> lost = new ArrayDeque<>();
    private JobState state = JobState.RUNNING;
    private Optional<RuntimeException> refusal = Optional.empty();
    private final Publisher publisher = new Publisher(new Ports(
            port(JobStore.class, (proxy, method, arguments) -> Map.of("id", state)),
            port(Accounting.class, (proxy, method, arguments) -> accounting(method.getName(), arguments)), null, null,
            null, null, null,
            port(Broker.class, (proxy, method, arguments) -> publish(arguments)), new Outages(Clock.systemUTC()), null,
            Optional.empty()));

    @SuppressWarnings("unchecked")
    private Object publish(Object[] arguments) {
        refusal.ifPresent(refused -> {
            throw refused;
        });
        published.add((List<OutgoingMessage>) arguments[0]);
        return null;
    }

    private Object accounting(String method, Object[] arguments) {
        return switch (method) {
            case "unpublishedFor" -> unpublished.isEmpty() ? List.of() : unpublished.poll();
            case "due" -> due.isEmpty() ? List.of() : due.poll();
            case "lost" -> lost.poll();
            case "republished" -> {
                reported.addAll(numbers((Collection<?>) arguments[1]));
                yield null;
            }
            case "fail" -> {
                failed.put(((TaskMessage) arguments[0]).id(), (String) arguments[1]);
                yield Optional.of(JobState.FAILED);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private static List<Long> numbers(Collection<?> messages) {
        return messages.stream().map(TaskMessage.class::cast).map(TaskMessage::number).toList();
    }

    private static List<TaskMessage> tasks(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(number -> new TaskMessage("id", number, "nonce", new SyncFiles(List.of(), 0))).toList();
    }

    @Test
    void aTaskGoesToTheQueueOfItsLaneInTheTraceOfItsJob() throws Exception {
        publisher.registered(JOB, tasks(7, 1));

        assertThat(published.stream().flatMap(List::stream)).singleElement()
                .satisfies(message -> {
                    assertThat(message.queue()).isEqualTo("file");
                    assertThat(message.messageId()).isEqualTo("id-7");
                    assertThat(message.type()).contains("SyncFiles");
                    assertThat(message.traceParent()).contains(JOB.spec().trace("id").toString());
                });
        assertThat(reported).containsExactly(7L);
    }

    @Test
    void veryManyGoSomeAtATime() throws Exception {
        publisher.registered(JOB, tasks(1, 2500));

        assertThat(published).extracting(List::size).containsExactly(1000, 1000, 500);
        assertThat(reported).hasSize(2500);
    }

    /** What is left out is published again by the sweep when the job goes on. */
    @Test
    void aStopMeanwhileIsNoticedBetweenThem() throws Exception {
        state = JobState.STOPPING;

        publisher.registered(JOB, tasks(1, 2500));

        assertThat(published).extracting(List::size).containsExactly(1000);
        assertThat(reported).isEmpty();
    }

    @Test
    void aQueueThatTheBrokerRefusesEndsThePass() throws Exception {
        refusal = Optional.of(new QueueRefusedException("file", "ACCESS_REFUSED", null));

        publisher.registered(JOB, tasks(7, 2));

        assertThat(failed).containsExactly(Map.entry("id-7", "RabbitMQ refuses queue 'file': ACCESS_REFUSED"));
        assertThat(reported).as("nobody tries it again").containsExactly(7L, 8L);
    }

    @Test
    void whatWasNotReportedAsPublishedIsPublishedAgain() throws Exception {
        assertThat(publisher.unpublished(JOB, Duration.ofSeconds(5))).isZero();
        assertThat(published).isEmpty();
        unpublished.add(tasks(1, 3));

        assertThat(publisher.unpublished(JOB, Duration.ofSeconds(5))).isEqualTo(3);
        assertThat(reported).containsExactly(1L, 2L, 3L);
    }

    @Test
    void afterAPauseEverythingIsPublishedInAsManyStepsAsItTakes() throws Exception {
        unpublished.add(tasks(1, 3));
        unpublished.add(tasks(4, 2));

        publisher.resumed(JOB);

        assertThat(reported).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void ofVeryManyThatAreDueSomeAreLeftToTheNextRound() throws Exception {
        due.add(tasks(1, 600));
        due.add(tasks(601, 600));
        due.add(tasks(1201, 600));

        assertThat(publisher.due(JOB)).isEqualTo(1200);
        assertThat(reported).hasSize(1200);
        assertThat(publisher.due(JOB)).isEqualTo(600);
        assertThat(publisher.due(JOB)).isZero();
    }

    @Test
    void lostTasksAreLookedForUntilThereAreNoMore() throws Exception {
        lost.addAll(List.of(1000, 12));
        unpublished.add(tasks(1, 1000));
        unpublished.add(List.of());
        unpublished.add(tasks(1001, 12));

        assertThat(publisher.lost(JOB, IngestLane.FILE, Instant.now(), Set.of())).isEqualTo(1012);
        assertThat(reported).hasSize(1012);

        lost.add(0);
        assertThat(publisher.lost(JOB, IngestLane.FILE, Instant.now(), Set.of())).isZero();
    }

    private static <T> T port(Class<T> port, InvocationHandler answers) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, answers));
    }
}
