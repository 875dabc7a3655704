package io.irodsingest.workers3;

import io.irodsingest.common.secret.Secret;
import io.irodsingest.workers3.S3Credentials.KeyPair;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file with an access key in its first line and the secret key in its second. */
final class KeyPairFile {
    private static final int LARGEST = 64 * 1024;

    private KeyPairFile() {}

    /** @throws IOException with one line for the user, which shows nothing of the file's content */
    static KeyPair read(Path file) throws IOException {
        List<String> lines = lines(file).stream().map(String::strip).toList();
        int used = lines.size();
        while (used > 0 && lines.get(used - 1).isEmpty()) {
            used--;
        }
        if (used != 2) {
            throw wrong(file, "it must have two lines, the access key and the secret key, but has " + used, null);
        }
        return new KeyPair(key(file, lines.get(0), "first line, the access key,"),
                new Secret(key(file, lines.get(1), "second line, the secret key,")));
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file, "it is too large to be one", null);
            }
            return Files.readAllLines(file);
        } catch (NoSuchFileException missing) {
            throw wrong(file, "there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw wrong(file, "permission denied", denied);
        } catch (CharacterCodingException binary) {
            throw wrong(file, "it is no text in UTF-8", binary);
        }
    }

    private static String key(Path file, String text, String which) throws IOException {
        if (text.isEmpty()) {
            throw wrong(file, "its " + which + " is empty", null);
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw wrong(file, "its " + which + " has spaces or characters that no key has", null);
        }
        return text;
    }

    private static IOException wrong(Path file, String why, IOException cause) {
        return new IOException("the S3 key pair file " + file + " cannot be used: " + why, cause);
    }
}
