package io.irodsingest.filedoor.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Files that are there as a whole or not at all, also for those who look while they are written. They are made in a scratch directory on
 * the same file system, whose owner deletes what a kill leaves there: its name ends with {@link #PART}.
 */
final class SmallFiles {
    static final String PART = ".part";

    private static final JsonMapper JSON = AdminJson.lenient();

    private SmallFiles() {}

    /** Writes a record as JSON, in place of what is there. */
    static void writeJson(Path file, Object value, Path scratch) throws IOException {
        write(file, json(value), scratch);
    }

    /** Writes a text, in place of what is there. */
    static void write(Path file, String text, Path scratch) throws IOException {
        Path made = made(scratch, text);
        Files.createDirectories(file.getParent());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes a record as JSON if the file is not there. @return whether it was not */
    static boolean createJson(Path file, Object value, Path scratch) throws IOException {
        Path made = made(scratch, json(value));
        Files.createDirectories(file.getParent());
        try {
            Files.createLink(file, made);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Empty when it is not there. */
    static <T> Optional<T> readJson(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(parsed(Files.readString(file), type, file.toString()));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** @param place where the text stands, for messages */
    static <T> T parsed(String text, Class<T> type, String place) throws IOException {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IOException(place + " is damaged: " + damaged.getOriginalMessage() + "; take it away", damaged);
        }
    }

    /** A record as it is written. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + '\n';
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path made(Path scratch, String text) throws IOException {
        Path made = scratch.resolve("." + UUID.randomUUID() + PART);
        try (FileChannel out = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        return made;
    }
}
