package io.irodsingest.common.irods;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What statuses of iRODS are called in its documentation and its logs, and what the system's error in their last three digits
 * means on Linux, where iRODS runs.
 */
final class StatusNames {
    private static final String FILE = "statuses.txt";
    private static final int FAMILY = 1000;

    private static final Map<Integer, String> SYSTEM_ERRORS = Map.ofEntries(
            Map.entry(1, "operation not permitted"),
            Map.entry(2, "no such file or directory"),
            Map.entry(4, "interrupted"),
            Map.entry(5, "input/output error of its storage"),
            Map.entry(9, "the file is not open"),
            Map.entry(11, "resource temporarily unavailable"),
            Map.entry(12, "out of memory"),
            Map.entry(13, "permission denied for the server's own user"),
            Map.entry(16, "device or resource busy"),
            Map.entry(17, "the file exists"),
            Map.entry(18, "another file system"),
            Map.entry(20, "not a directory"),
            Map.entry(21, "it is a directory"),
            Map.entry(22, "invalid argument"),
            Map.entry(23, "too many open files in the system"),
            Map.entry(24, "too many open files in the server"),
            Map.entry(26, "the file is in use"),
            Map.entry(27, "the file is too large"),
            Map.entry(28, "no space left on its storage"),
            Map.entry(30, "its storage is read-only"),
            Map.entry(31, "too many links"),
            Map.entry(32, "broken pipe"),
            Map.entry(36, "the name is too long"),
            Map.entry(39, "the directory is not empty"),
            Map.entry(40, "too many symbolic links"),
            Map.entry(61, "no data"),
            Map.entry(75, "a number is too large"),
            Map.entry(84, "invalid characters"),
            Map.entry(95, "not supported by its storage"),
            Map.entry(101, "the network is unreachable"),
            Map.entry(104, "the connection was reset"),
            Map.entry(110, "the connection timed out"),
            Map.entry(111, "the connection was refused"),
            Map.entry(113, "no route to the host"),
            Map.entry(116, "stale file handle"),
            Map.entry(121, "input/output error of a remote storage"),
            Map.entry(122, "the disk quota is used up"));

    private static final Map<Integer, String> NAMES = read();

    private StatusNames() {}

    /** The name of a status, whatever errno it has; empty when iRODS does not know it either. */
    static Optional<String> name(int status) {
        return Optional.ofNullable(NAMES.get(status / FAMILY * FAMILY));
    }

    /** What the system said to the server, in words; empty when the status has no errno. */
    static Optional<String> systemError(int status) {
        int errno = -(status % FAMILY);
        return errno <= 0 ? Optional.empty() : Optional.of(SYSTEM_ERRORS.getOrDefault(errno, "errno " + errno));
    }

    private static Map<Integer, String> read() {
        try (InputStream in = StatusNames.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "))
                    .collect(Collectors.toMap(parts -> Integer.valueOf(parts[0]), parts -> parts[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
