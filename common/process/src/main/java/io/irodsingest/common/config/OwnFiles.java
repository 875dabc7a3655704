package io.irodsingest.common.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What belongs to this process alone: files that its settings name, most of which hold secrets, and directories of its user in which
 * programs keep theirs. Immutable.
 *
 * @param files absolute; they need not exist
 * @param directories absolute; they need not exist
 */
public record OwnFiles(Set<Path> files, Set<Path> directories) {
    private static final Pattern NAMES_A_FILE = Pattern
            .compile("(IRODS|AWS|OTEL)_.*(_FILE|_KEYSTORE|_CONFIG|_CLIENT_KEY)");
    private static final List<String> DIRECTORIES = List.of(".irods", ".aws", ".ssh", ".gnupg", ".kube", ".docker");

    public OwnFiles {
        files = Set.copyOf(files);
        directories = Set.copyOf(directories);
    }

    /** Those that the environment names. */
    public static OwnFiles of(Map<String, String> environment) {
        return of(environment, new Properties());
    }

    static OwnFiles of(Map<String, String> environment, Properties file) {
        Set<Path> files = new LinkedHashSet<>();
        Stream.concat(environment.entrySet().stream(),
                file.stringPropertyNames().stream().map(name -> Map.entry(name, file.getProperty(name))))
                .filter(entry -> NAMES_A_FILE.matcher(entry.getKey()).matches())
                .forEach(entry -> path(entry.getValue()).ifPresent(files::add));
        Set<Path> directories = new LinkedHashSet<>();
        Stream.of(environment.get("HOME"), System.getProperty("user.home")).filter(home -> home != null)
                .flatMap(home -> path(home).stream())
                .forEach(home -> DIRECTORIES.forEach(name -> directories.add(home.resolve(name))));
        return new OwnFiles(files, directories);
    }

    /** These and one more directory. */
    public OwnFiles with(Path directory) {
        Set<Path> more = new LinkedHashSet<>(directories);
        more.add(directory.toAbsolutePath().normalize());
        return new OwnFiles(files, more);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()).toAbsolutePath().normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
