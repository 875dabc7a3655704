package io.irodsingest.orchestrator.watch;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.List;
import java.util.Set;

/** What keeps jobs from going on, in words. */
public final class WaitReasons {
    private static final int MOST = 20;
    /** As {@link Outages.Outage#describe} writes it, and as older versions did. */
    private static final Pattern OUTAGE = Pattern
            .compile("(?<who>[^:]+?) since (?<since>\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z): (?<why>.*)", Pattern.DOTALL);

    private WaitReasons() {}

    /**
     * Texts of which some tell the same wait as another process saw it: each once, since the first of them saw it.
     */
    public static List<String> merged(Stream<String> texts) {
        Map<String, Instant> begins = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        texts.distinct().forEach(text -> {
            Matcher parts = OUTAGE.matcher(text);
            if (parts.matches()) {
                begins.merge(parts.group("who") + '\n' + parts.group("why"), Instant.parse(parts.group("since")),
                        (one, other) -> one.isBefore(other) ? one : other);
            } else {
                others.add(text);
            }
        });
        return Stream.concat(begins.entrySet().stream().map(wait -> wait.getKey().replaceFirst("\n",
                " since " + wait.getValue().truncatedTo(ChronoUnit.SECONDS) + ": ")), others.stream()).limit(MOST)
                .toList();
    }

    /** In the form of an outage: who is waited for, since when, and why. */
    private static String text(Job.Wait wait) {
        String since = " since " + wait.since().truncatedTo(ChronoUnit.SECONDS);
        int who = wait.reason().indexOf(": ");
        return who < 0 ? wait.reason() + since : wait.reason().substring(0, who) + since + wait.reason().substring(who);
    }

    private static String text(Predecessor other) {
        return other.isRelease()
                ? other.label()
                : other.label() + (other.however() ? ": it must have ended" : ": it must have ended well");
    }

    private static boolean isListed(Job job) {
        return job.spec().work() instanceof IngestSpec ingest && ingest.from().listed();
    }

    /** What workers wait for, each text once. */
    public static List<String> ofWorkers(List<Beat> workers) {
        return merged(workers.stream().flatMap(worker -> worker.waitingFor().stream()).sorted());
    }

    /** What a job that has not ended waits for; workers that work on something else do not count. */
    public static List<String> of(Job job, List<Outages.Outage> own, List<Beat> workers) {
        if (job.state() == JobState.BLOCKED) {
            return job.origin().chain().predecessors().stream().filter(other -> !other.met())
                    .map(other -> other.isRelease() && isListed(job) ? "its list" : text(other))
                    .limit(MOST).toList();
        }
        Set<String> queues = job.spec().work().lanes().stream().map(job.spec()::queue).collect(Collectors.toSet());
        Set<String> waitReasons = new LinkedHashSet<>(merged(Stream.concat(
                own.stream().filter(outage -> outage.address().isEmpty() || queues.contains(outage.address()))
                        .map(Outages.Outage::describe),
                concerned(job, workers).stream().flatMap(worker -> worker.waitingFor().stream()).sorted())));
        job.waitingFor().ifPresent(wait -> waitReasons.add(text(wait)));
        if (job.state().isActive()) {
            job.spec().work().lanes().stream().map(job.spec()::queue).distinct()
                    .filter(queue -> workers.stream().noneMatch(worker -> worker.takesFrom(queue)))
                    .forEach(queue -> waitReasons.add("a worker: none takes tasks from queue '" + queue + "'"));
        }
        return new ArrayList<>(waitReasons);
    }

    private static List<Beat> concerned(Job job, List<Beat> workers) {
        List<Beat> atIt = workers.stream().filter(worker -> isAt(worker, job.id())).toList();
        return atIt.isEmpty() ? workers : atIt;
    }

    /** Whether a worker has a task of the job in a thread. */
    public static boolean isAt(Beat worker, String jobId) {
        return !worker.running().getOrDefault(jobId, List.of()).isEmpty();
    }
}
