package io.irodsingest.orchestrator.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, which may change while the process runs: a new token is known, and one that was taken away is refused,
 * within a second. When the file becomes unusable the tokens that were known stay so. Thread-safe.
 */
public final class TokensFile implements KnownTokens {
    private static final Logger LOG = LoggerFactory.getLogger(TokensFile.class);
    private static final long LOOK_AFTER = Duration.ofSeconds(1).toNanos();

    private record Stamp(FileTime time, long size) {}

    private final Path file;
    private Tokens tokens;
    private Stamp stamp;
    private long lookedAt;

    private TokensFile(Path file, Tokens tokens, Stamp stamp) {
        this.file = file;
        this.tokens = tokens;
        this.stamp = stamp;
        this.lookedAt = System.nanoTime();
    }

    /** @throws IllegalArgumentException when it cannot be used, with one sentence that says why and begins with the path */
    public static TokensFile open(Path file) {
        try {
            Stamp stamp = stampOf(file);
            return new TokensFile(file, read(file), stamp);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("'" + file + "' " + reason(unreadable), unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("'" + file + "' " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public synchronized Optional<Caller> findDigest(String digest) {
        if (System.nanoTime() - lookedAt > LOOK_AFTER) {
            look();
        }
        return tokens.find(digest);
    }

    private void look() {
        lookedAt = System.nanoTime();
        try {
            Stamp now = stampOf(file);
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            tokens = read(file);
            LOG.info("the tokens of '{}' were read again", file);
        } catch (IOException | IllegalArgumentException unusable) {
            if (stamp != null) {
                LOG.error("the file of tokens '{}' {}; those that were known stay valid", file,
                        unusable instanceof IOException unreadable ? reason(unreadable) : unusable.getMessage());
            }
            stamp = unusable instanceof IOException ? null : stamp;
        }
    }

    private static Tokens read(Path file) throws IOException {
        return Tokens.parse(Files.readAllLines(file));
    }

    private static Stamp stampOf(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size());
    }

    private static String reason(IOException unreadable) {
        return unreadable instanceof NoSuchFileException
                ? "does not exist"
                : "cannot be read: " + unreadable.getMessage();
    }
}
