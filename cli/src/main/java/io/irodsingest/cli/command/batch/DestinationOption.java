package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.client.BatchClient.Taker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where what comes is written. */
final class DestinationOption {
    @Option(names = "-o", paramLabel = "FILE", description = "Write to this file, which is there when it is complete. Default: the standard output, where control characters are shown as %%XX")
    private Path file;

    /** Takes what comes. */
    Taker taker(CommandLine command) {
        return file == null ? in -> print(in, command) : this::write;
    }

    private static void print(InputStream in, CommandLine command) throws IOException {
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        text.transferTo(command.getOut());
        command.getOut().flush();
    }

    private void write(InputStream in) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = Files.createTempFile(target.getParent(), '.' + target.getFileName().toString(), ".part");
        try {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
