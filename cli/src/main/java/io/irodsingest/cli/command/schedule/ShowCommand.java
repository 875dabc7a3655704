package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a schedule.")
final class ShowCommand extends ScheduleConversation {
    @Parameters(paramLabel = "NAME", description = "Its name or id")
    private String name;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        ScheduleView schedule = client.schedule(name);
        if (json) {
            print(client.client().written(schedule));
        } else {
            ScheduleTexts.details(schedule).forEach(this::print);
        }
        return ExitCodes.OK;
    }
}
