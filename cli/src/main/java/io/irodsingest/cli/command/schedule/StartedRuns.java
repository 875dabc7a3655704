package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Has runs started now, and tells what became of them. The command has failed when one of them could not be started. */
abstract class StartedRuns extends ScheduleConversation {
    abstract DueRuns start(ScheduleClient client) throws AwayException;

    @Override
    protected final int hold(ScheduleClient client) throws AwayException {
        DueRuns done = start(client);
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("started", done.started());
        counts.put("waiting", done.waiting());
        counts.put("skipped", done.skipped());
        counts.put("missed", done.missed());
        counts.put("failed to start", done.failed());
        counts.values().removeIf(count -> count == 0);
        print(counts.isEmpty()
                ? "nothing was due"
                : counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", ")));
        return done.failed() == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}
