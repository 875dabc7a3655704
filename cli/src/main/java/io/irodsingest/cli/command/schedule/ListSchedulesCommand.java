package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleList;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.client.ScheduleClient.Wanted;
import io.irodsingest.cli.command.Numbers;
import io.irodsingest.cli.command.view.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", sortOptions = false, description = "Lists the schedules that have not ended by their next time, and then those that have, the latest first.")
final class ListSchedulesCommand extends ScheduleConversation {
    /** Enough for few requests, and answered at once. */
    private static final int PAGE = 500;

    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "Only those in one of these states: ACTIVE, PAUSED, ENDED. Default: all")
    private List<String> states = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name; with a * at its end, those whose names begin so")
    private Optional<String> name = Optional.empty();

    @Option(names = "--metadata", paramLabel = "NAME=TEXT", description = "Only those with these metadata; may be given several times")
    private List<String> metadata = List.of();

    @Option(names = "--until", paramLabel = "TIME", description = "Only those whose next run starts until then, like 2026-12-01T02:00:00Z")
    private Optional<String> until = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", converter = Numbers.Positive.class, description = "Show N at most. Default: 100")
    private int limit = 100;

    @Option(names = "--all", description = "Show all of them")
    private boolean all;

    @Option(names = "--after", paramLabel = "PLACE", description = "Begin behind a page, at the place that was told at its end")
    private Optional<String> after = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    protected int hold(ScheduleClient client) throws AwayException {
        ScheduleList list = fetch(client, all ? Integer.MAX_VALUE : limit);
        if (output.json()) {
            print(client.client().written(list));
            return ExitCodes.OK;
        }
        output.print(ScheduleTexts.table(list.schedules()));
        list.next().ifPresent(place -> remark("there are more: --after " + place
                + " shows the next ones, --all all of them"));
        if (list.schedules().isEmpty()) {
            remark("there are no schedules" + (narrowed() ? " of that kind" : ""));
        }
        return ExitCodes.OK;
    }

    private boolean narrowed() {
        return !states.isEmpty() || name.isPresent() || !metadata.isEmpty() || until.isPresent() || after.isPresent();
    }

    /** In as many pages as it takes. */
    private ScheduleList fetch(ScheduleClient client, int most) throws AwayException {
        Wanted wanted = new Wanted(joined(states), name, joined(metadata), until);
        List<ScheduleView> found = new ArrayList<>();
        Optional<String> place = after;
        do {
            ScheduleList page = client.schedules(wanted, Math.min(PAGE, most - found.size()), place);
            found.addAll(page.schedules());
            place = page.next();
        } while (place.isPresent() && found.size() < most);
        return new ScheduleList(found, place);
    }

    private static Optional<String> joined(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", texts));
    }
}
