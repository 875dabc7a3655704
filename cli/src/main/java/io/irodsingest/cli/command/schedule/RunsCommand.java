package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.command.view.PageOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "runs", description = "Shows the runs of a schedule, newest first, with those that were left out and why.")
final class RunsCommand extends ScheduleConversation {
    @Parameters(paramLabel = "NAME", description = "Its name or id")
    private String name;

    @Mixin
    private PageOptions page;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        ScheduleRuns runs = client.runs(name, page.offset(), page.limit());
        if (json) {
            print(client.client().written(runs));
            return ExitCodes.OK;
        }
        runs.runs().forEach(run -> print(ScheduleTexts.line(run)));
        if (runs.runs().isEmpty()) {
            remark("schedule " + name + " has " + (page.offset() > 0 ? "no more runs" : "no runs yet"));
        } else if (runs.runs().size() == page.limit()) {
            remark("--offset " + (page.offset() + page.limit()) + " shows earlier ones");
        }
        return ExitCodes.OK;
    }
}
