package io.irodsingest.common.state.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code commit.lua} is given and answers.
 *
 * @param entered what gets numbers and is to be published at once
 * @param id of this commit and nonce of all that it enters in the table: by it the script knows a call that it has had already
 */
record CommitCall(Commit commit, String id, List<EncodedTask> entered) {
    private static final int HEAD = 5;

    CommitCall(Commit commit, String id) {
        this(commit, id, Stream.concat(commit.children().stream(), commit.extras().tries().stream()
                .filter(one -> !one.delay().isPositive()).map(Try::task)).map(TaskCodec::encoded).toList());
    }

    /** What the script reads as JSON; empty is absent. Amounts are texts, because Lua's numbers lose digits. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(Optional<String> remainder, Map<String, String> counts, List<String> taken,
            List<Failure> failures, Map<String, Note> notes, List<Page> pages,
            OptionalInt retried, List<Later> delayed, List<CacheChanges.Change> cache, Optional<Next> next) {}

    private record Failure(String path, String record, Optional<String> foundAs, Optional<Boolean> notice) {
        static Failure of(EntryFailure failure) {
            return new Failure(failure.path().encoded(), failure.at().toEpochMilli() + " " + failure.error(),
                    failure.foundAs().map(Count::key), failure.notice() ? Optional.of(true) : Optional.empty());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Note(Map<String, Long> added, List<String> removed) {
        static Note of(NoteChange change) {
            return new Note(change.added(), change.removed());
        }
    }

    /** As the scripts read it in JSON. */
    record Page(String name, List<String> fields) {
        static List<Page> of(List<PageChange> changes) {
            return changes.stream().map(change -> new Page(change.page(), List.copyOf(change.put().keySet()))).toList();
        }
    }

    /** @param delay in milliseconds */
    private record Later(long delay, String task) {}

    private record Next(String number, String nonce, String worker) {
        static Next of(Accounting.Next next) {
            return new Next(String.valueOf(next.delivered().number()), next.delivered().nonce(), next.worker());
        }
    }

    List<Object> keys(Keys keys, CacheChanges cache) {
        return Stream.concat(keys.ofTask(commit.task()).stream(), cache.keys().stream()).toList();
    }

    List<Object> arguments(Keys keys, Retention retention, CacheChanges cache) {
        TaskMessage task = commit.task();
        return Stream.of(
                List.<Object>of(task.jobId(), keys.events(), retention.endedJobs().toMillis(), retention.failures(),
                        task.number(), task.nonce(), id, Records.encode(said(cache.changes()))),
                cache.values(), contents(commit), entered.stream().map(EncodedTask::json).toList())
                .flatMap(List::stream)
                .map(Object.class::cast).toList();
    }

    /** What is written to pages, in the order in which {@link Page} names the fields. */
    static List<byte[]> contents(Commit commit) {
        return commit.extras().pages().stream().flatMap(change -> change.put().values().stream()).toList();
    }

    private Said said(List<CacheChanges.Change> cache) {
        CommitExtras extras = commit.extras();
        int retried = extras.tries().size();
        return new Said(commit.remainder().map(TaskCodec::encodeTask), amounts(commit.counts()),
                extras.takenFailures().stream().map(RawPath::encoded).toList(),
                commit.failures().stream().map(Failure::of).toList(),
                extras.notes().stream().collect(Collectors.toMap(NoteChange::note, Note::of)),
                Page.of(extras.pages()),
                retried == 0 ? OptionalInt.empty() : OptionalInt.of(retried),
                extras.tries().stream().filter(one -> one.delay().isPositive())
                        .map(one -> new Later(one.delay().toMillis(), TaskCodec.encodeTask(one.task()))).toList(),
                cache, extras.next().map(Next::of));
    }

    /** What the scripts add to a job's counts. */
    static Map<String, String> amounts(Counts counts) {
        Map<String, String> amounts = new TreeMap<>();
        counts.values().forEach((count, amount) -> {
            if (amount != 0) {
                amounts.put(count.key(), amount.toString());
            }
        });
        return amounts;
    }

    Committed answer(List<Object> answer) {
        String state = (String) answer.get(1);
        List<TaskMessage> toPublish = new ArrayList<>(children((long) answer.get(2)));
        toPublish.addAll(Messages.of(commit.task().jobId(), answer.subList(HEAD, answer.size())));
        return new Committed((long) answer.get(0) == 1, List.copyOf(toPublish),
                (long) answer.get(3) == 1 ? commit.remainder().map(this::rest) : Optional.empty(),
                state.isEmpty() ? Optional.empty() : Optional.of(Records.state(state)),
                taken(RedisCalls.asList(answer.get(HEAD - 1))));
    }

    private Optional<Taken> taken(List<Object> answer) {
        return answer.isEmpty()
                ? Optional.empty()
                : commit.extras().next().flatMap(next -> Messages.taken(next.delivered(), answer));
    }

    private TaskMessage rest(Task remainder) {
        return new TaskMessage(commit.task().jobId(), commit.task().number(), id, remainder);
    }

    private List<TaskMessage> children(long firstNumber) {
        if (firstNumber == 0) {
            return List.of();
        }
        List<TaskMessage> messages = new ArrayList<>();
        for (EncodedTask child : entered) {
            messages.add(new TaskMessage(commit.task().jobId(), firstNumber + messages.size(), id, child));
        }
        return messages;
    }
}
