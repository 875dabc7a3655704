package io.irodsingest.testservers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine, on the path or where packages put those that only root's path names. */
final class Programs {
    private static final List<String> MORE = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    private Programs() {}

    static Optional<Path> find(String name, String... before) {
        Stream<String> path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.of(Arrays.stream(before), path, MORE.stream()).flatMap(folders -> folders)
                .filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, name)).filter(Files::isRegularFile)
                .filter(Files::isExecutable).findFirst();
    }
}
