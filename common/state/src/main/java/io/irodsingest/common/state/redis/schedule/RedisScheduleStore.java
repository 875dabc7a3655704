package io.irodsingest.common.state.redis.schedule;

import io.irodsingest.common.state.Hashes;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.SchedulePage;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import static java.nio.charset.StandardCharsets.US_ASCII;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Schedules in Redis, as {@code head.lua} says. Thread-safe. */
public final class RedisScheduleStore implements ScheduleStore {
    private static final Pattern ID = Pattern.compile("[^\\s:{}]{1,200}");
    private static final Pattern NAME = Pattern.compile("[^\\r\\n]+");
    /** Characters of a digest by which a call is recognised among the latest of one schedule. */
    private static final int CALL = 8;
    private static final int FORGOTTEN_A_STEP = 50;
    private static final int NO_TIME = 0;

    private final ScheduleCalls calls;
    private final SchedulePages pages;
    private final long keptMicros;

    /**
     * @param prefix of all keys
     * @param retention how long ended schedules are kept
     */
    public RedisScheduleStore(BinaryScripts redis, String prefix, Retention retention) {
        calls = new ScheduleCalls(redis, prefix);
        pages = new SchedulePages(calls);
        keptMicros = TimeUnit.MILLISECONDS.toMicros(retention.endedJobs().toMillis());
    }

    @Override
    public Creation create(String id, String name, ScheduleContent content, Optional<String> attachment)
            throws InterruptedException {
        if (!ID.matcher(id).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + id + "' is no id of a schedule, or '" + name + "' no name of one");
        }
        List<Object> answer = calls.run(ScheduleScript.CREATE, id, name, call(Ids.nonce()), due(content),
                flag(content.watched()), flag(content.ended()), Packed.pack(content.document()),
                attachment.filter(text -> !text.isEmpty()).map(Packed::pack).orElseGet(() -> new byte[0]));
        StoredSchedule schedule = Answers.schedule(answer.get(1), answer.get(2));
        return switch (ScriptAnswers.text(answer.getFirst())) {
            case "created" -> new Creation.Created(schedule);
            case "exists" -> new Creation.Exists(schedule);
            default -> new Creation.NameTaken(schedule);
        };
    }

    private static String call(String id) {
        return Hashes.digest(id).substring(0, CALL);
    }

    private static String due(ScheduleContent content) {
        return content.due().map(time -> String.valueOf(time.toEpochMilli())).orElse(Answers.NONE);
    }

    private static int flag(boolean set) {
        return set ? 1 : 0;
    }

    @Override
    public Optional<StoredSchedule> change(ScheduleChange change) throws InterruptedException {
        StoredSchedule before = change.before();
        ScheduleContent after = change.after();
        List<Object> arguments = new ArrayList<>(List.of(before.id(), before.revision(), call(change.id()),
                change.notBefore().map(Instant::toEpochMilli).orElse((long) NO_TIME), due(after), flag(after.watched()),
                flag(after.ended()), Packed.pack(after.document()), attached(change.attachment()), MOST_RUNS));
        addRuns(change.runs(), arguments);
        List<Object> answer = calls.run(ScheduleScript.CHANGE, arguments);
        return switch (ScriptAnswers.text(answer.getFirst())) {
            case "done" -> Optional.of(Answers.schedule(answer.get(1), answer.get(2)));
            case "refused" -> Optional.empty();
            default -> throw new IllegalArgumentException("the log of runs of schedule " + before.id()
                    + " ends with entry " + ScriptAnswers.text(answer.get(1)) + ", and these do not follow it: "
                    + change.runs().stream().map(StoredRun::entry).toList());
        };
    }

    private static byte[] attached(Optional<String> attachment) {
        return attachment.map(text -> text.isEmpty() ? "remove".getBytes(US_ASCII) : plus(Packed.pack(text)))
                .orElseGet(() -> "keep".getBytes(US_ASCII));
    }

    private static byte[] plus(byte[] packed) {
        byte[] marked = new byte[packed.length + 1];
        marked[0] = '+';
        System.arraycopy(packed, 0, marked, 1, packed.length);
        return marked;
    }

    /** Of very many, only the newest are logged; that the others are to be handed over is not lost. */
    private static void addRuns(List<StoredRun> runs, List<Object> arguments) {
        for (int i = 0; i < runs.size(); i++) {
            StoredRun run = runs.get(i);
            boolean logged = i >= runs.size() - MOST_RUNS;
            if (logged || run.toHandOver()) {
                arguments.addAll(List.of(run.entry(), logged ? run.toHandOver() ? "claim" : "log" : "only",
                        Packed.pack(run.document())));
            }
        }
    }

    @Override
    public Optional<StoredSchedule> byId(String id) throws InterruptedException {
        return Optional.ofNullable(calls.read(List.of(id)).get(id));
    }

    @Override
    public Optional<StoredSchedule> byName(String name) throws InterruptedException {
        List<Object> answer = calls.run(ScheduleScript.BY_NAME, name);
        return answer.isEmpty() ? Optional.empty() : Optional.of(Answers.schedule(answer.get(0), answer.get(1)));
    }

    @Override
    public Map<String, StoredSchedule> byIds(Collection<String> ids) throws InterruptedException {
        return calls.read(ids);
    }

    @Override
    public Optional<String> attachment(String id) throws InterruptedException {
        List<Object> answer = calls.run(ScheduleScript.ATTACHED, id);
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(Answers.unpack("what is attached to schedule " + id, (byte[]) answer.getFirst(), 0));
    }

    @Override
    public ScheduleLook look(int most, Duration handoverAge) throws InterruptedException {
        List<Object> answer = calls.run(ScheduleScript.LOOK, most, handoverAge.toMillis(), ScheduleCalls.MOST_BYTES);
        List<Object> runs = ScriptAnswers.list(answer.get(2));
        List<RunHandover> handovers = new ArrayList<>(runs.size() / 3);
        for (int i = 0; i < runs.size(); i += 3) {
            handovers.add(new RunHandover(ScriptAnswers.text(runs.get(i)),
                    Answers.run(runs.get(i), runs.get(i + 1), runs.get(i + 2), true)));
        }
        return new ScheduleLook(Instant.ofEpochMilli(ScriptAnswers.number(answer.get(0))),
                calls.readable(ScriptAnswers.list(answer.get(1)), 0), handovers,
                ScriptAnswers.list(answer.get(3)).stream().map(ScriptAnswers::text).toList(),
                Optional.of(ScriptAnswers.text(answer.get(4))).filter(time -> !time.isEmpty())
                        .map(time -> Instant.ofEpochMilli(Long.parseLong(time))));
    }

    @Override
    public void handedOver(RunHandover handover) throws InterruptedException {
        calls.run(ScheduleScript.HANDED_OVER, handover.scheduleId(), handover.run().entry());
    }

    @Override
    public List<StoredRun> runs(String id, int offset, int limit) throws InterruptedException {
        List<Object> answer = calls.run(ScheduleScript.RUNS, id, offset, limit);
        List<StoredRun> runs = new ArrayList<>(answer.size() / 3);
        for (int i = 0; i < answer.size(); i += 3) {
            runs.add(Answers.run(id, answer.get(i), answer.get(i + 2), ScriptAnswers.number(answer.get(i + 1)) == 1));
        }
        return runs;
    }

    @Override
    public SchedulePage page(ScheduleQuery query) throws InterruptedException {
        return pages.page(query);
    }

    @Override
    public long countUntil(Instant until) throws InterruptedException {
        return ScriptAnswers.number(calls.run(ScheduleScript.COUNT, until.toEpochMilli()).getFirst());
    }

    @Override
    public boolean forget() throws InterruptedException {
        return ScriptAnswers.number(
                calls.run(ScheduleScript.FORGET, keptMicros, FORGOTTEN_A_STEP).getFirst()) == FORGOTTEN_A_STEP;
    }
}
