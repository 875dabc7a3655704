package io.irodsingest.cli.command.schedule;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "count", description = "Prints how many schedules are due until a time.")
final class CountCommand extends ScheduleConversation {
    @Option(names = "--until", required = true, paramLabel = "TIME", description = "Like 2026-12-01T02:00:00Z")
    private String until;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        print(String.valueOf(client.count(until)));
        return ExitCodes.OK;
    }
}
