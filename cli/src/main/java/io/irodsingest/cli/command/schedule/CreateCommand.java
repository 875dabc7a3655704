package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.command.ScheduledCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", sortOptions = false, customSynopsis = "irods-ingest schedule create [OPTION]... NAME -- COMMAND...", description = {
        "Makes a schedule.",
        "What it is to do stands behind --, like -- start /data /tempZone/home/rods/data; it may be start, check, retry, batch submit or query with their options."})
final class CreateCommand extends ScheduleConversation {
    @Parameters(index = "0", paramLabel = "NAME", description = "Unique among the schedules that have not ended")
    private String name;

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "What it does, as it would be done by hand")
    private List<String> words = List.of();

    @ArgGroup(validate = false, order = 1, heading = "%nWhen it is due:%n")
    private TriggerOptions trigger = new TriggerOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhen things do not go as planned:%n")
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private DescriptionOptions about;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        if (words.isEmpty()) {
            throw CommandException.wrongUse("what the schedule is to do is missing: it stands behind --, like"
                    + " -- start /data /tempZone/home/rods/data");
        }
        if (!trigger.given()) {
            throw CommandException
                    .wrongUse("when the schedule is due is missing: give it --at, --in, --every or --cron");
        }
        ScheduleView made = client.create(new ScheduleRequest(name, trigger.trigger(),
                ScheduledCommand.parse(words, command()), Optional.empty(),
                policies.given() ? Optional.of(policies.policies()) : Optional.empty(), about.description(),
                about.metadata()));
        print(json ? client.client().written(made) : made.name());
        remark(ScheduleTexts.state(made) + "; irods-ingest schedule show " + made.name() + " shows it");
        return ExitCodes.OK;
    }
}
