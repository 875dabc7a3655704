package io.irodsingest.cli.command.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.client.BatchClient.Parameters;
import io.irodsingest.cli.command.ScheduledCommand;
import io.irodsingest.cli.output.Progress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "submit", sortOptions = false, description = {
        "Has a processor work on the rows of a file, and prints the name of the batch.",
        "What processors there are, irods-ingest processors tells."})
final class SubmitCommand extends BatchConversation implements ScheduledCommand.Source {
    @Mixin
    private ProcessorParameters processor;

    @picocli.CommandLine.Parameters(index = "2", paramLabel = "FILE", description = "Rows: JSON lines, or CSV with a header; - for the standard input")
    private String file;

    @Mixin
    private RowsOptions rows;

    @Option(names = "--wait", description = "Show progress until the batch has ended; exit code 0 only if every row succeeded")
    private boolean wait;

    @ArgGroup(validate = false, order = 1, heading = "%nHow it is worked on:%n")
    private BatchOptions options = new BatchOptions();

    @Override
    protected int hold(BatchClient client) throws AwayException {
        if (wait && options.isHeld()) {
            throw CommandException.wrongUse("a batch that is held does not begin: leave out --hold or --wait");
        }
        BatchView made = client.submit(wish(), rows.of(file));
        if (wait) {
            remark("batch " + made.jobName() + " has " + BatchTexts.rows(made));
            return BatchEnding.await(client, made, Progress.to(command().getErr()), command());
        }
        print(made.jobName());
        remark(BatchTexts.line(made) + "; irods-ingest batch watch " + made.jobName() + " shows how it goes on");
        return ExitCodes.OK;
    }

    @Override
    public ScheduleAction action() {
        if (file.equals(RowsOptions.STANDARD_INPUT) || options.isHeld()) {
            throw CommandException
                    .wrongUse("a schedule submits the rows of a file, and holds no batch: leave out - and --hold");
        }
        Map<String, Object> wish = new LinkedHashMap<>(options.fields());
        wish.put("app", processor.app());
        wish.put("op", processor.op());
        wish.put("file", Path.of(file).getFileName().toString());
        if (wish.get("context") instanceof String context) {
            wish.put("context", json(context));
        }
        wish.put("rows", RowsOfFile.read(Path.of(file), rows.isCsv(file)));
        return new ScheduleAction(Optional.empty(), Optional.empty(),
                Optional.of(AdminJson.strict().convertValue(wish, BatchRequest.class)), Optional.empty());
    }

    private static JsonNode json(String text) {
        try {
            return AdminJson.strict().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw CommandException.wrongUse("--context is not JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private Parameters wish() {
        Map<String, List<String>> wish = new LinkedHashMap<>();
        wish.put("app", List.of(processor.app()));
        wish.put("op", List.of(processor.op()));
        if (!file.equals(RowsOptions.STANDARD_INPUT)) {
            wish.put("file", List.of(Path.of(file).getFileName().toString()));
        }
        options.fields().forEach((name, value) -> wish.put(name, value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value))));
        return new Parameters(wish);
    }
}
