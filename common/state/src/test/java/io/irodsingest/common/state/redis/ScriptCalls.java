package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RScript.ReturnType;

/** How each script is called, with arguments of the sizes that the product gives it. */
final class ScriptCalls {
    static final int AT_ONCE = 100;
    static final String TASK = "{\"type\":\"start\"}";

    private static final Keys KEYS = new Keys("ii:");

    private ScriptCalls() {}

    record ScriptCall(Script script, ReturnType type, List<Object> keys, List<Object> arguments) {}

    /**
     * @param task an open task of the job
     * @param numbers of other open tasks
     */
    static ScriptCall of(Script script, TaskMessage task, List<Long> numbers) {
        String id = task.jobId();
        return switch (script) {
            case DRAFT -> value(script, List.of(KEYS.job(id)), "{}", 60_000);
            case CLAIM -> value(script, KEYS.ofIndex(), "name", id, "", "1");
            case LOOK -> list(script, KEYS.ofIndex(), "");
            case ENTER -> value(script, KEYS.ofIndex(), id);
            case SETTLE -> value(script, KEYS.ofIndex(), 60_000, id, 0, 2, 1, 1, "c.files=3 failed=-1");
            case FORGET -> value(script, KEYS.ofIndex(), id, 0);
            case ADOPT -> new ScriptCall(script, ReturnType.LONG, KEYS.ofIndex(), List.of(0, 1000, 5000));
            case RESTED -> list(script, KEYS.ofIndex(), 60_000, 0, 100, 3, 0, 10);
            case PAGE -> list(script, List.of(KEYS.list()), "", "", 1000);
            case NAMED -> list(script, List.of(KEYS.named(), KEYS.list()), "[n", "[o", 200);
            case CONFIRM -> whole(script, ReturnType.LONG, id, id, "states", "n1", TASK,
                    "{\"interval\":\"1000\"}");
            case MET -> whole(script, ReturnType.LIST, id, id, "states", "n6", "other");
            case FOLLOW -> value(script, KEYS.ofIndex(), id);
            case UNFOLLOW -> value(script, KEYS.ofIndex(), id, 0, 60_000);
            case HANDED_OVER -> value(script, List.of(KEYS.job(id)), "ALWAYS", "");
            case FOLLOWED -> whole(script, ReturnType.LONG, id, "COMPLETED", 1000);
            case CHANGE -> whole(script, ReturnType.VALUE, id, id, "states", 1000, "PAUSED", 1, 0, "", "QUEUED",
                    "RUNNING", "WAITING");
            case EXPIRE -> whole(script, ReturnType.VALUE, id, id, "states", 1000, 1, "because ", "QUEUED", "PAUSED");
            case OVERDUE -> whole(script, ReturnType.VALUE, id, id, "states", 1, "because");
            case BEGIN -> whole(script, ReturnType.LIST, id, id, "states", "n2", TASK);
            case RETRY -> whole(script, ReturnType.LIST, id, id, "states", "n3", TASK, TASK, "/data");
            case FAIL -> whole(script, ReturnType.VALUE, id, id, "states", 1000, task.number(), task.nonce(), "reason");
            case RENEW -> whole(script, ReturnType.VALUE, id, "call", "0", AT_ONCE, 5000, numbers.getFirst());
            case RESUME -> whole(script, ReturnType.VALUE, id, id, "states");
            case DELAY -> whole(script, ReturnType.LIST, id, task.number(), task.nonce(), "call", 60_000, "a store");
            case GIVE_BACK ->
                whole(script, ReturnType.LONG, id, task.number(), task.nonce(), "call", 60_000, 4, "a type");
            case COMMIT -> new ScriptCall(script, ReturnType.LIST, KEYS.ofTask(task), commit(task));
            default -> ofTasks(script, task, numbers);
        };
    }

    private static ScriptCall ofTasks(Script script, TaskMessage task, List<Long> numbers) {
        String id = task.jobId();
        return switch (script) {
            case PUBLISHED -> value(script, List.of(KEYS.job(id), KEYS.tasks(id), KEYS.pending(id)),
                    with(List.of(task.number(), task.nonce()), numbers, number -> List.of("file", number)));
            case UNPUBLISHED -> list(script, List.of(KEYS.tasks(id), KEYS.pending(id)), task.number(), task.nonce());
            case PENDING -> list(script,
                    List.of(KEYS.job(id), KEYS.tasks(id), KEYS.pending(id), KEYS.unsent(id)), 15_000, AT_ONCE,
                    2 * AT_ONCE);
            case REPUBLISHED -> value(script, List.of(KEYS.job(id), KEYS.tasks(id), KEYS.unsent(id)),
                    with(List.of(), numbers, number -> List.of("file", number, task.nonce())));
            case IN_HAND -> value(script, List.of(KEYS.job(id)), numbers.toArray());
            case LOST -> new ScriptCall(script, ReturnType.LONG,
                    List.of(KEYS.job(id), KEYS.tasks(id), KEYS.delayed(id), KEYS.unsent(id),
                            KEYS.handed(id, IngestLane.FILE)),
                    List.of(with(List.of(9_000_000_000_000L, 5000), numbers, List::of)));
            case STRAYS -> list(script,
                    List.of(KEYS.job(id), KEYS.tasks(id), KEYS.delayed(id), KEYS.unsent(id)), 100);
            case TAKE -> list(script, List.of(KEYS.job(id), KEYS.tasks(id), KEYS.delayed(id)), task.number(),
                    task.nonce(), 0, "w1", "");
            case BEGUN -> value(script, List.of(KEYS.job(id), KEYS.tasks(id)), task.number());
            case DUE -> list(script, List.of(KEYS.job(id), KEYS.tasks(id), KEYS.delayed(id), KEYS.unsent(id)), "call",
                    AT_ONCE);
            case LEAVE -> new ScriptCall(script, ReturnType.LONG, List.of(KEYS.job(id), KEYS.left(id)),
                    List.of(1000, task.number(), task.nonce(), "{\"files\":\"3\"}", "[]", "[]"));
            case RESERVE -> new ScriptCall(script, ReturnType.LONG, List.of(KEYS.deletions(id)),
                    List.of("1:n", 5, 10));
            case MARKS -> list(script, List.of(KEYS.marks(task)), 1000, "p0", "CREATE");
            case MARKED -> value(script, List.of(KEYS.marks(task)), "d0");
            case HOOK -> value(script, List.of(KEYS.job(id)), "PRE_JOB", "", "worker");
            case PACE -> new ScriptCall(script, ReturnType.LONG, List.of(KEYS.pace(id, "bytes")), List.of(10, 100));
            default -> ofCluster(script);
        };
    }

    private static ScriptCall ofCluster(Script script) {
        return switch (script) {
            case BEAT -> value(script, KEYS.ofWorkers(), "w1", "{}");
            case ALIVE -> list(script, KEYS.ofWorkers(), 15_000);
            case DRAIN -> value(script, KEYS.ofWorkers(), "w1", 1);
            case KEEP_LETTER -> new ScriptCall(script, ReturnType.LONG, KEYS.ofDeadLetters(),
                    List.of("letter", "{}", "AAAA", 100, 1000));
            case DROP_LETTER -> new ScriptCall(script, ReturnType.LONG, KEYS.ofDeadLetters(), List.of("letter"));
            default -> throw new IllegalArgumentException("nobody says how " + script + " is called");
        };
    }

    /** Of a task that had a few failures and found some tasks. */
    private static List<Object> commit(TaskMessage task) {
        Instant now = Instant.ofEpochMilli(1);
        return arguments(new Commit(task, Counts.of(Count.FAILED, 2), Collections.nCopies(40, task.task()),
                List.of(new EntryFailure(new RawPath("/a"), "no", now),
                        new EntryFailure(new RawPath("/b"), "no", now, Optional.of(IngestCount.DIRECTORIES))),
                CacheUpdate.NONE, Optional.empty()));
    }

    /** Of a commit that is the same each time. */
    static List<Object> arguments(Commit commit) {
        return new CommitCall(commit, "commit").arguments(KEYS, Retention.DEFAULT, CacheChanges.NONE);
    }

    private static Object[] with(List<Object> first, List<Long> numbers,
            java.util.function.Function<Long, List<Object>> arguments) {
        List<Object> all = new ArrayList<>(first);
        numbers.forEach(number -> all.addAll(arguments.apply(number)));
        return all.toArray();
    }

    private static ScriptCall value(Script script, List<Object> keys, Object... arguments) {
        return new ScriptCall(script, ReturnType.VALUE, keys, List.of(arguments));
    }

    private static ScriptCall list(Script script, List<Object> keys, Object... arguments) {
        return new ScriptCall(script, ReturnType.LIST, keys, List.of(arguments));
    }

    private static ScriptCall whole(Script script, ReturnType type, String id, Object... arguments) {
        return new ScriptCall(script, type, KEYS.ofJob(id), List.of(arguments));
    }
}
