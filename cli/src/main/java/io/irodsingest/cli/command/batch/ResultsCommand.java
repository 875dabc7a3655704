package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.client.BatchClient.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "results", sortOptions = false, description = "Shows the rows of a batch and what came of them, in the order of their lines.")
final class ResultsCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Option(names = "--failed", description = "Only rows that failed")
    private boolean failed;

    @Option(names = "--outcome", paramLabel = "OUTCOME", split = ",", description = "Only rows that are one of these: succeeded, failed, pending, aborted")
    private List<String> outcomes = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = "jsonl for JSON lines, or csv. Default: jsonl")
    private String format;

    @Option(names = "--input", description = "Show the inputs of the rows, too")
    private boolean input;

    @Option(names = "--from", paramLabel = "LINE", description = "Begin at this line")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Show N rows at most. Default: all")
    private Optional<Long> limit = Optional.empty();

    @Mixin
    private DestinationOption destination;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        if (failed && !outcomes.isEmpty()) {
            throw CommandException.wrongUse("--failed is --outcome failed; leave one of them out");
        }
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        wanted.put("format", List.of(format));
        if (failed || !outcomes.isEmpty()) {
            wanted.put("outcome", List.of(failed ? "failed" : String.join(",", outcomes)));
        }
        if (input) {
            wanted.put("input", List.of("true"));
        }
        from.ifPresent(line -> wanted.put("from", List.of(String.valueOf(line))));
        limit.ifPresent(most -> wanted.put("limit", List.of(String.valueOf(most))));
        client.results(batch.nameOrId(), new Parameters(wanted), destination.taker(command()));
        return ExitCodes.OK;
    }
}
