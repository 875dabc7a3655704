package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Accounting.Begun;
import io.irodsingest.common.state.Accounting.Taken;
import java.time.Duration;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.UnreadableTaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks as the scripts answer them, not understood. One of a lane that is not known here is left to a newer process, with a line in the log. */
final class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final char MAY_BE_BEGUN = 'b';
    private static final int PARTS = 4;

    private Messages() {}

    /** @param answer number, nonce, flags and task of each */
    static List<TaskMessage> of(String jobId, List<Object> answer) {
        List<TaskMessage> messages = new ArrayList<>(answer.size() / PARTS);
        for (int i = 0; i < answer.size(); i += PARTS) {
            read(jobId, Long.parseLong((String) answer.get(i)), (String) answer.get(i + 1),
                    (String) answer.get(i + 2), (String) answer.get(i + 3)).ifPresent(messages::add);
        }
        return messages;
    }

    /** What {@code take.lua} answers, unless that is nothing. */
    static Optional<Taken> taken(TaskMessage delivered, List<Object> answer) {
        String nonce = (String) answer.get(0);
        String flags = (String) answer.get(1);
        Optional<Begun> other = answer.size() == 3
                ? Optional.empty()
                : Optional.of(new Begun((String) answer.get(3),
                        Duration.ofMillis(Long.parseLong((String) answer.get(4)))));
        Optional<TaskMessage> task = nonce.equals(delivered.nonce())
                ? Optional.of(new TaskMessage(delivered.jobId(), delivered.number(), nonce, delivered.task(),
                        flags.indexOf(MAY_BE_BEGUN) >= 0))
                : read(delivered.jobId(), delivered.number(), nonce, flags, (String) answer.get(2));
        return task.map(found -> new Taken(found, other));
    }

    /** @param entry nonce, flags and task, with colons between */
    static Optional<TaskMessage> ofEntry(String jobId, long number, String entry) {
        int first = entry.indexOf(':');
        int second = entry.indexOf(':', first + 1);
        return read(jobId, number, entry.substring(0, first), entry.substring(first + 1, second),
                entry.substring(second + 1));
    }

    private static Optional<TaskMessage> read(String jobId, long number, String nonce, String flags,
            String task) {
        try {
            return Optional.of(new TaskMessage(jobId, number, nonce, EncodedTask.of(task),
                    flags.indexOf(MAY_BE_BEGUN) >= 0));
        } catch (UnreadableTaskException foreign) {
            LOG.warn("task {}-{} is left alone: {}", jobId, number, foreign.getMessage());
            return Optional.empty();
        }
    }
}
