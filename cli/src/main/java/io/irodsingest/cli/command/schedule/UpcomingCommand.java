package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.UpcomingTimes;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.command.Numbers;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "upcoming", sortOptions = false, description = "Shows when the next runs of a schedule start, or of one that would be made with these options.")
final class UpcomingCommand extends ScheduleConversation {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name or id")
    private Optional<String> name = Optional.empty();

    @ArgGroup(validate = false, order = 1, heading = "%nWhen it would be due, instead of NAME:%n")
    private TriggerOptions trigger = new TriggerOptions();

    @Option(names = "--limit", paramLabel = "N", converter = Numbers.Positive.class, description = "Show N at most. Default: 10")
    private int limit = 10;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        if (name.isPresent() == trigger.given()) {
            throw CommandException.wrongUse("give either the name of a schedule or options that say when one would be"
                    + " due, like --cron '0 2 * * *'");
        }
        UpcomingTimes upcoming = name.isPresent()
                ? client.upcoming(name.get(), limit)
                : client.upcoming(trigger.trigger(), limit);
        if (json) {
            print(client.client().written(upcoming));
            return ExitCodes.OK;
        }
        upcoming.local().forEach(local -> print(local + "  " + upcoming.zone()));
        if (upcoming.times().isEmpty()) {
            remark("no runs are planned");
        }
        return ExitCodes.OK;
    }
}
