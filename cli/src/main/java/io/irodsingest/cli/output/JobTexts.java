package io.irodsingest.cli.output;

import io.irodsingest.adminapi.Entries;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobList.Unreadable;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.JobView.FollowUp;
import io.irodsingest.adminapi.JobView.Tasks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs for people. */
public final class JobTexts {
    private JobTexts() {}

    /** A row for each, the newest last, where a person looks first. */
    public static Table table(JobList jobs) {
        Stream<List<String>> readable = Stream.of(jobs.periodic(), jobs.singlepass(), jobs.stopped(), jobs.finished())
                .flatMap(List::stream).sorted(Comparator.comparing(job -> job.pass().startTime()))
                .map(JobTexts::row);
        return new Table(List.of("NAME", "STATE", "OPERATION", "DONE", "FAILED", "STARTED", "TARGET"),
                Stream.concat(jobs.unreadable().stream().map(JobTexts::row), readable).toList());
    }

    private static List<String> row(JobView job) {
        Entries entries = Entries.of(job);
        return List.of(job.jobName(), job.state(), job.work().operation(),
                String.format(Locale.ROOT, "%,d of %,d", entries.done(), entries.found()),
                String.format(Locale.ROOT, "%,d", entries.failed()), time(job.pass().startTime()),
                job.work().target().orElse("-"));
    }

    private static List<String> row(Unreadable job) {
        return List.of(job.jobName(), "UNREADABLE", "-", "-", "-", "-", job.error());
    }

    /** All that a person wants to know of it: what is there, each beside what it is called. */
    public static Table details(JobView job) {
        Map<String, Optional<String>> details = new LinkedHashMap<>();
        details.put("name", Optional.of(job.jobName()));
        details.put("id", Optional.of(job.id()));
        details.put("state", Optional.of(Passes.situation(job)));
        details.put("waits for", some(job.waitingFor().stream()));
        details.put("error", job.error());
        details.put("does", Optional.of(job.work().operation()
                + (job.work().mode().equals("APPLY") ? "" : ", " + job.work().mode() + " changes nothing")));
        details.put("source", job.work().source());
        details.put("target", job.work().target());
        details.put("resource", job.work().resource());
        details.put("every", job.work().interval().map(seconds -> String.format(Locale.ROOT, "%.0f s", seconds)));
        details.put("started", Optional.of(time(job.pass().startTime())));
        details.put("ended", job.pass().endTime().map(JobTexts::time));
        details.put("took", Optional.of(String.format(Locale.ROOT, "%.1f s", job.pass().elapsedTime())));
        details.put("next pass", job.pass().nextRun().map(JobTexts::time));
        details.put("counts", counts(job));
        details.put("rate", Optional.of(Entries.of(job).rate()));
        details.put("tasks", Optional.of(tasks(job.tasks())));
        details.put("run of", job.origin().runOf().map(run -> run.name() + ", run " + run.run()));
        details.put("planned for", job.origin().plannedAt().map(JobTexts::time));
        details.put("after", some(job.chain().after().stream().flatMap(List::stream)
                .map(after -> after.name() + (after.met() ? "" : " (not yet)"))));
        details.put("followed by", some(job.chain().followUps().stream().flatMap(List::stream)
                .map(JobTexts::followUp)));
        return new Table(List.of(), details.entrySet().stream().filter(detail -> detail.getValue().isPresent())
                .map(detail -> List.of(detail.getKey(), detail.getValue().get())).toList());
    }

    private static Optional<String> counts(JobView job) {
        return some(job.counts().entrySet().stream().filter(count -> count.getValue() > 0)
                .map(count -> count.getKey().equals("bytes")
                        ? Wording.bytes(count.getValue())
                        : String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey().replace('_', ' '))));
    }

    private static String tasks(Tasks tasks) {
        return String.format(Locale.ROOT, "%,d, of which %,d are left", tasks.totalTasks(), tasks.remainingTasks())
                + (tasks.failedTasks() > 0 ? String.format(Locale.ROOT, ", %,d failed", tasks.failedTasks()) : "");
    }

    private static String followUp(FollowUp followUp) {
        return followUp.schedule().map(name -> "schedule " + name).orElse("job " + followUp.job()) + " on "
                + followUp.on().toLowerCase(Locale.ROOT) + (followUp.handedOver() ? ", begun" : "")
                + followUp.error().map(error -> ", " + error).orElse("");
    }

    private static Optional<String> some(Stream<String> texts) {
        return Optional.of(texts.collect(Collectors.joining(", "))).filter(text -> !text.isEmpty());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
