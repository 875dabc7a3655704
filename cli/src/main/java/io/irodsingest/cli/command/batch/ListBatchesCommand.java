package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", sortOptions = false, description = "Shows the batches that are remembered, the newest first.")
final class ListBatchesCommand extends BatchConversation {
    @Mixin
    private ListOptions wanted;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        BatchList list = client.batches(wanted.parameters());
        if (json) {
            print(client.client().written(list));
            return ExitCodes.OK;
        }
        BatchTexts.table(list.batches().stream().map(BatchTexts::cells).toList()).forEach(this::print);
        list.next().ifPresent(place -> remark("there are more: --after " + place + " shows the next ones"));
        if (list.batches().isEmpty()) {
            remark("there are no such batches");
        }
        return ExitCodes.OK;
    }
}
