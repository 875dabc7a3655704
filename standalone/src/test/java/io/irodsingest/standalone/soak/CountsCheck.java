package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.soak.Chain.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The counts of each job are those of its source. */
final class CountsCheck implements Check {
    private static final List<String> OUTCOMES = List.of("registered", "replicas_registered", "uploaded", "appended",
            "updated", "unchanged", "existing", "skipped", "vanished", "failed");
    private static final Set<String> NEVER = Set.of("failed", "vanished", "excluded", "links", "specials");
    private static final Set<String> WELL = Set.of("COMPLETED", "WAITING");

    @Override
    public String name() {
        return "counts are exact";
    }

    @Override
    public Finding look(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Chain chain : evidence.chains()) {
            for (Ran ran : chain.jobs()) {
                if (ran.source().isPresent()) {
                    looked++;
                    List<String> wrong = new ArrayList<>();
                    compare(chain.kind(), ran, ran.source().get(), wrong);
                    wrong.forEach(text -> problems.add(ran.job().jobName() + " (" + ran.job().id() + "): " + text));
                }
            }
        }
        return new Finding(looked, "jobs", problems);
    }

    private static void compare(Kind kind, Ran ran, Snapshot source, List<String> wrong) {
        JobView job = ran.job();
        if (!WELL.contains(job.state())) {
            wrong.add("is " + job.state() + job.error().map(error -> ": " + error).orElse(""));
        }
        if (job.tasks().remainingTasks() != 0) {
            wrong.add(job.tasks().remainingTasks() + " tasks remain");
        }
        expect(job, "files", source.files().size(), wrong);
        expect(job, "directories", source.directories().size(), wrong);
        expect(job, "bytes", source.bytes(), wrong);
        NEVER.forEach(count -> expect(job, count, 0, wrong));
        long outcomes = OUTCOMES.stream().mapToLong(job::count).sum();
        if (outcomes != source.files().size()) {
            wrong.add(outcomes + " outcomes of " + source.files().size() + " files: " + job.counts());
        }
        if (kind.makesObjects()) {
            ran.before().ifPresent(before -> compare(kind, job, before, source, wrong));
        }
    }

    private static void compare(Kind kind, JobView job, Snapshot before, Snapshot source, List<String> wrong) {
        expect(job, "unchanged", source.unchangedSince(before), wrong);
        expect(job, "deleted", kind.deletes() ? source.filesGoneSince(before) : 0, wrong);
        expect(job, "collections_deleted", kind.deletes() ? source.directoriesGoneSince(before) : 0, wrong);
    }

    private static void expect(JobView job, String count, long expected, List<String> wrong) {
        if (job.count(count) != expected) {
            wrong.add(count + " is " + job.count(count) + ", not " + expected + ", of " + job.counts());
        }
    }
}
