package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Retention;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.Accounting.Besides;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code commit.lua} is given and answers.
 *
 * @param id of this commit and nonce of all that it enters in the table: by it the script knows a call that it has had already
 */
record CommitCall(Commit commit, String id) {
    private static final int HEAD = 4;

    List<Object> arguments(Keys keys, Retention retention) {
        TaskMessage task = commit.task();
        List<Object> arguments = new ArrayList<>(List.of(task.jobId(), keys.events(),
                retention.endedJobs().toMillis(), retention.failures(), task.number(), task.nonce(), id,
                commit.remainder().map(TaskCodec::encodeTask).orElse("")));
        addCounts(arguments);
        arguments.add(commit.besides().takenFailures().size());
        commit.besides().takenFailures().forEach(path -> arguments.add(path.encoded()));
        arguments.add(commit.failures().size());
        for (EntryFailure failure : commit.failures()) {
            arguments.addAll(List.of(failure.path().encoded(), failure.at().toEpochMilli() + " " + failure.error(),
                    failure.foundAs().map(Count::key).orElse("")));
        }
        addBesides(arguments);
        registeredNow().forEach(child -> arguments.add(TaskCodec.encodeTask(child)));
        return arguments;
    }

    private void addCounts(List<Object> arguments) {
        int countsAt = arguments.size();
        commit.counts().values().forEach((count, amount) -> {
            if (amount != 0) {
                arguments.add(count.key());
                arguments.add(amount);
            }
        });
        arguments.add(countsAt, (arguments.size() - countsAt) / 2);
    }

    private void addBesides(List<Object> arguments) {
        Besides besides = commit.besides();
        arguments.add(besides.removedCollections().size());
        arguments.addAll(besides.removedCollections());
        arguments.add(besides.goneCollections().size());
        besides.goneCollections().forEach(path -> arguments.addAll(List.of(depth(path), path)));
        arguments.add(besides.tries().size());
        List<Try> delayed = besides.tries().stream().filter(one -> one.delay().isPositive()).toList();
        arguments.add(delayed.size());
        delayed.forEach(
                one -> arguments.addAll(List.of(one.delay().toMillis(), TaskCodec.encodeTask(one.task()))));
    }

    private static long depth(String path) {
        return path.chars().filter(character -> character == '/').count();
    }

    /** What gets numbers and is to be published at once. */
    private List<Task> registeredNow() {
        return Stream.concat(commit.children().stream(), commit.besides().tries().stream()
                .filter(one -> !one.delay().isPositive()).map(Try::task)).toList();
    }

    Committed answer(List<Object> answer) {
        String state = (String) answer.get(1);
        List<TaskMessage> toPublish = new ArrayList<>(children((long) answer.get(2)));
        toPublish.addAll(Messages.of(commit.task().jobId(), answer.subList(HEAD, answer.size())));
        return new Committed((long) answer.get(0) == 1, List.copyOf(toPublish),
                (long) answer.get(3) == 1 ? commit.remainder().map(this::rest) : Optional.empty(),
                state.isEmpty() ? Optional.empty() : Optional.of(Records.state(state)));
    }

    private TaskMessage rest(Task remainder) {
        return new TaskMessage(commit.task().jobId(), commit.task().number(), id, remainder);
    }

    private List<TaskMessage> children(long firstNumber) {
        if (firstNumber == 0) {
            return List.of();
        }
        List<TaskMessage> messages = new ArrayList<>();
        for (Task child : registeredNow()) {
            messages.add(new TaskMessage(commit.task().jobId(), firstNumber + messages.size(), id, child));
        }
        return messages;
    }
}
