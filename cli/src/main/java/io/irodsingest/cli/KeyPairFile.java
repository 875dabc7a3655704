package io.irodsingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A key pair of S3 as a file has it: two lines. */
public record KeyPairFile(String accessKey, String secretKey) {

    /** @throws CommandException when the file cannot be read or is none */
    public static KeyPairFile read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty())
                    .toList();
            if (lines.size() != 2) {
                throw CommandException.wrongUse(file + " has " + lines.size()
                        + " lines with text, but a key pair has two: access key and secret key");
            }
            return new KeyPairFile(lines.get(0), lines.get(1));
        } catch (NoSuchFileException missing) {
            throw CommandException.wrongUse(file + " does not exist");
        } catch (IOException unreadable) {
            throw CommandException.wrongUse(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return accessKey;
    }
}
