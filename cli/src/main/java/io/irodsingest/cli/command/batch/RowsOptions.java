package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.BatchClient.Rows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** In which form rows are. */
final class RowsOptions {
    static final String STANDARD_INPUT = "-";

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl for JSON lines, or csv with a header. Default: by the ending of the file's name, .csv or .jsonl; of - jsonl")
    private Optional<String> format = Optional.empty();

    /** The rows of a file, or of {@code -}, which can be read once. */
    Rows of(String file) {
        String type = type(file);
        if (file.equals(STANDARD_INPUT)) {
            return new Rows(type, BodyPublishers.ofInputStream(RowsOptions::standardInput), false);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw CommandException
                    .wrongUse("'" + file + "' is no file that can be read; give a file, or - for the standard input");
        }
        try {
            // others than regular files have no size, and can be read once
            return Files.isRegularFile(path)
                    ? new Rows(type, BodyPublishers.ofFile(path), true)
                    : new Rows(type, BodyPublishers.ofInputStream(() -> open(path)), false);
        } catch (FileNotFoundException gone) {
            throw CommandException.wrongUse("'" + file + "' is gone");
        }
    }

    private static InputStream standardInput() {
        return System.in;
    }

    private static InputStream open(Path path) {
        try {
            return Files.newInputStream(path);
        } catch (IOException unreadable) {
            throw CommandException.failure("'" + path + "' cannot be read: " + unreadable.getMessage());
        }
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
