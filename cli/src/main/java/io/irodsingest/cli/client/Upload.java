package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is sent of a file as it is read, however long it is.
 *
 * @param type its media type
 * @param publisher sends it
 * @param again whether it can be sent again, when nobody can tell whether it arrived
 */
public record Upload(String type, BodyPublisher publisher, boolean again) {
    /** As a file, it stands for the standard input. */
    public static final String STANDARD_INPUT = "-";

    /** A file, or the standard input, which can be read once. @throws CommandException when it cannot be read */
    public static Upload of(String file, String type) {
        if (file.equals(STANDARD_INPUT)) {
            return new Upload(type, BodyPublishers.ofInputStream(Upload::standardInput), false);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw CommandException
                    .wrongUse("'" + file + "' is no file that can be read; give a file, or - for the standard input");
        }
        try {
            // others than regular files have no size, and can be read once
            return Files.isRegularFile(path)
                    ? new Upload(type, BodyPublishers.ofFile(path), true)
                    : new Upload(type, BodyPublishers.ofInputStream(() -> open(path)), false);
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
}
