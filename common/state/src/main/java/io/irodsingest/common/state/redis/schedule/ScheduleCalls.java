package io.irodsingest.common.state.redis.schedule;

import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of the scripts of schedules, and the keys that they all have. Thread-safe. */
final class ScheduleCalls {
    /** Of records in one answer, about; a script that answers so much takes Redis a millisecond or two. */
    static final int MOST_BYTES = 512 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleCalls.class);
    private static final int IDS_A_STEP = 500;

    private final BinaryScripts redis;
    private final List<Object> keys;
    /** Of which it was said. */
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    ScheduleCalls(BinaryScripts redis, String prefix) {
        this.redis = redis;
        keys = Stream.of("records", "named", "due", "ended", "watched", "handovers")
                .<Object>map(name -> prefix + "{schedules}:" + name).toList();
    }

    List<Object> run(ScheduleScript script, Object... arguments) throws InterruptedException {
        return run(script, Arrays.asList(arguments));
    }

    List<Object> run(ScheduleScript script, List<Object> arguments) throws InterruptedException {
        return redis.run(script.text(), keys, arguments);
    }

    /**
     * Those of an answer that can be read: one that another version has written is left to that, and harms no other.
     *
     * @param answer of ids and records, from this element on
     */
    List<StoredSchedule> readable(List<Object> answer, int from) {
        List<StoredSchedule> schedules = new ArrayList<>(answer.size() / 2);
        for (int i = from; i < answer.size(); i += 2) {
            readable(answer.get(i), answer.get(i + 1)).ifPresent(schedules::add);
        }
        return schedules;
    }

    Optional<StoredSchedule> readable(Object id, Object record) {
        try {
            return Optional.of(Answers.schedule(id, record));
        } catch (UnreadableRecordException foreign) {
            if (unreadable.add(ScriptAnswers.text(id))) {
                LOG.warn("schedule {} is left alone here: {}", ScriptAnswers.text(id), foreign.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Those that are there, of some ids, in their order. */
    Map<String, StoredSchedule> read(Collection<String> ids) throws InterruptedException {
        List<String> left = List.copyOf(ids);
        Map<String, StoredSchedule> found = LinkedHashMap.newLinkedHashMap(left.size());
        while (!left.isEmpty()) {
            List<Object> arguments = new ArrayList<>(List.of(MOST_BYTES));
            arguments.addAll(left.subList(0, Math.min(IDS_A_STEP, left.size())));
            List<Object> answer = run(ScheduleScript.READ, arguments);
            readable(answer, 1).forEach(schedule -> found.put(schedule.id(), schedule));
            left = left.subList((int) ScriptAnswers.number(answer.getFirst()), left.size());
        }
        return found;
    }
}
