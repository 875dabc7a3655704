package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", sortOptions = false, description = "Shows the batches that are remembered, the newest first.")
final class ListBatchesCommand extends BatchConversation {
    @Mixin
    private ListOptions wanted;

    @Mixin
    private OutputOptions output;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        BatchList list = client.batches(wanted.parameters());
        if (output.json()) {
            print(client.client().written(list));
            return ExitCodes.OK;
        }
        output.print(new Table(List.of("NAME", "PROCESSOR", "STATE", "ROWS", "SUBMITTED"),
                list.batches().stream().map(BatchTexts::cells).toList()));
        list.next().ifPresent(place -> remark("there are more: --after " + place + " shows the next ones"));
        if (list.batches().isEmpty()) {
            remark("there are no such batches");
        }
        return ExitCodes.OK;
    }
}
