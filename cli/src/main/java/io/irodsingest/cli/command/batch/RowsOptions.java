package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.Upload;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** In which form rows are. */
final class RowsOptions {
    static final String STANDARD_INPUT = Upload.STANDARD_INPUT;

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl for JSON lines, or csv with a header. Default: by the ending of the file's name, .csv or .jsonl; of - jsonl")
    private Optional<String> format = Optional.empty();

    /** The rows of a file, or of {@code -}, which can be read once. */
    Upload of(String file) {
        return Upload.of(file, type(file));
    }

    /** Whether it is CSV. */
    boolean isCsv(String file) {
        return type(file).endsWith("csv");
    }

    private String type(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        String known = format.map(given -> given.toLowerCase(Locale.ROOT)).orElseGet(() -> {
            if (name.endsWith(".csv")) {
                return "csv";
            }
            boolean isJson = name.equals(STANDARD_INPUT) || name.endsWith(".jsonl") || name.endsWith(".ndjson");
            return isJson ? "jsonl" : "";
        });
        return switch (known) {
            case "csv" -> "text/csv";
            case "jsonl" -> "application/x-ndjson";
            case "" -> throw CommandException.wrongUse("the form of '" + file
                    + "' cannot be told by the ending of its name; give --format jsonl or --format csv");
            default -> throw CommandException.wrongUse("--format '" + known + "' is not known; choose jsonl or csv");
        };
    }
}
