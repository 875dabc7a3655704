package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.FileList.OutputFile;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.output.Table;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "files", description = "Shows the output files of a batch, or one of them.")
final class FilesCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Print this file. Default: the names of all, and their bytes")
    private Optional<String> name = Optional.empty();

    @Mixin
    private DestinationOption destination;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        if (name.isPresent()) {
            client.file(batch.nameOrId(), name.get(), destination.taker(command()));
            return ExitCodes.OK;
        }
        List<OutputFile> files = client.files(batch.nameOrId()).files();
        new Table(List.of(), files.stream().map(file -> List.of(file.name(), file.bytes() + " bytes")).toList())
                .lines(false).forEach(this::print);
        if (files.isEmpty()) {
            remark("batch " + batch.nameOrId() + " has no output files so far");
        }
        return ExitCodes.OK;
    }
}
