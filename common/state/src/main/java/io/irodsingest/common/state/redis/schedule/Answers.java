package io.irodsingest.common.state.redis.schedule;

import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;

/** Reads what the scripts answer. Pure. */
final class Answers {
    static final String NONE = "-";
    /** The first line of a record, as {@code head.lua} has it. */
    private static final Pattern LINE = Pattern.compile("(\\d+) (-|\\d+) ([01]) (-|\\d+) (\\d+) (\\S+) (.*)");

    private Answers() {}

    /**
     * @param record the line, a line feed, and the packed document
     * @throws UnreadableRecordException when another version has written it
     */
    static StoredSchedule schedule(Object id, Object record) {
        byte[] bytes = (byte[]) record;
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        Matcher line = LINE.matcher(new String(bytes, 0, end, StandardCharsets.UTF_8));
        String known = ScriptAnswers.text(id);
        if (!line.matches()) {
            throw new UnreadableRecordException("the record of schedule " + known, "it begins with another line",
                    new DataFormatException());
        }
        Optional<Instant> ended = number(line.group(4)).map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        return new StoredSchedule(known, line.group(7), Long.parseLong(line.group(1)),
                new ScheduleContent(unpack("the document of schedule " + known, bytes, end + 1),
                        number(line.group(2)).map(Instant::ofEpochMilli), line.group(3).equals("1"),
                        ended.isPresent()),
                ended);
    }

    private static Optional<Long> number(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(Long.valueOf(text));
    }

    static StoredRun run(Object schedule, Object entry, Object document, boolean toHandOver) {
        return new StoredRun(ScriptAnswers.number(entry),
                unpack("a run of schedule " + ScriptAnswers.text(schedule), (byte[]) document, 0),
                toHandOver);
    }

    static String unpack(String what, byte[] bytes, int from) {
        try {
            return Packed.unpack(bytes, from);
        } catch (DataFormatException foreign) {
            throw new UnreadableRecordException(what, foreign.getMessage(), foreign);
        }
    }
}
