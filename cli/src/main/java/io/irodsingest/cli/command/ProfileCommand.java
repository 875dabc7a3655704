package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.output.ProfileReader;
import io.irodsingest.cli.output.Timeline;
import io.irodsingest.cli.output.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "profile", description = {
        "Draws what start --profile has recorded: makes an HTML file of it that needs "
                + "nothing else, with a row for each thread of each worker and a bar for each task.",
        "Files of several machines are drawn together; their clocks should agree."})
final class ProfileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that workers have written")
    private List<Path> files;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FILE", description = "The HTML file. Default: that of the first FILE with .html behind it")
    private Path output;

    @Override
    public Integer call() {
        ProfileReader reader = new ProfileReader();
        for (Path file : files) {
            read(reader, file);
        }
        if (reader.passedOver() > 0) {
            spec.commandLine().getErr().println("irods-ingest: passed over "
                    + Wording.counted(reader.passedOver(), "line that is", "lines that are") + " no event of a task");
        }
        Timeline timeline = reader.timeline();
        if (timeline.bars().isEmpty()) {
            throw CommandException.failure("there is no task in " + files.getFirst());
        }
        Path page = output == null ? Path.of(files.getFirst() + ".html") : output;
        write(page, timeline);
        spec.commandLine().getOut().println(page + ": " + Wording.counted(timeline.bars().size(), "task", "tasks")
                + " on " + Wording.counted(timeline.lanes().size(), "thread", "threads"));
        return ExitCodes.OK;
    }

    private static void read(ProfileReader reader, Path file) {
        try {
            reader.read(file);
        } catch (NoSuchFileException missing) {
            throw CommandException.failure("there is no file '" + file + "'");
        } catch (IOException unreadable) {
            throw CommandException.failure("'" + file + "' cannot be read: " + unreadable.getMessage());
        }
    }

    private static void write(Path page, Timeline timeline) {
        try {
            Files.writeString(page, timeline.html(), StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw CommandException.failure("'" + page + "' cannot be written: " + unwritable.getMessage());
        }
    }
}
