package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleUpdate;
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

@Command(name = "replace", sortOptions = false, customSynopsis = "irods-ingest schedule replace [OPTION]... NAME [-- COMMAND...]", description = {
        "Replaces when a schedule is due, or what it does.",
        "Options that say when it is due replace all of these, a command behind -- what it does, and --metadata all metadata;"
                + " of the policies only those change that are given. The next run is planned anew if the schedule is due at other times."})
final class ReplaceCommand extends ScheduleConversation {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or id")
    private String name;

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "What it does from now on, as it would be done by hand")
    private List<String> words = List.of();

    @Option(names = "--if-version", paramLabel = "N", description = "Replace nothing when the schedule has another version than this one, which show told: somebody else has changed it")
    private Optional<Long> version = Optional.empty();

    @ArgGroup(validate = false, order = 1, heading = "%nWhen it is due:%n")
    private TriggerOptions trigger = new TriggerOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhen things do not go as planned:%n")
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private DescriptionOptions about;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        Optional<ScheduleTrigger> due = trigger.given() ? Optional.of(trigger.trigger()) : Optional.empty();
        Optional<ScheduleAction> action = words.isEmpty()
                ? Optional.empty()
                : Optional.of(ScheduledCommand.parse(words, command()));
        if (due.isEmpty() && action.isEmpty() && !policies.given() && about.description().isEmpty()
                && about.metadata().isEmpty()) {
            throw CommandException.wrongUse("nothing is to be replaced: give the options that say when the schedule is"
                    + " due, its policies, or what it does behind --");
        }
        ScheduleView known = client.schedule(name);
        ScheduleView after = client.update(known.id(),
                new ScheduleUpdate(version.orElse(known.version()), due, action,
                        policies.given() ? Optional.of(policies.over(known.policies())) : Optional.empty(),
                        about.description(), about.metadata()));
        print(ScheduleTexts.state(after) + ", version " + after.version());
        return ExitCodes.OK;
    }
}
