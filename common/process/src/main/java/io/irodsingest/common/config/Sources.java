package io.irodsingest.common.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where values come from: the environment first, then the properties file; a secret also from a file of its own. */
record Sources(Map<String, String> environment, Properties file) {

    static Sources of(Map<String, String> environment, List<String> problems) {
        Properties properties = new Properties();
        String path = environment.getOrDefault(Setting.FILE.name(), "");
        if (!path.isBlank()) {
            try (Reader reader = Files.newBufferedReader(Path.of(path))) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException unusable) {
                problems.add(cannotRead(Setting.FILE.name(), path, unusable));
            }
        }
        return new Sources(environment, properties);
    }

    Optional<String> value(Setting setting, List<String> problems) {
        Optional<String> direct = named(setting.name());
        Optional<String> path = setting.secret() ? named(setting.fileName()) : Optional.empty();
        if (direct.isPresent() && path.isPresent()) {
            problems.add(setting.name() + " and " + setting.fileName() + " are both set; set one");
        }
        return direct.or(() -> path.flatMap(file -> content(setting, file, problems)));
    }

    private Optional<String> named(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, file.getProperty(name))).map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> content(Setting setting, String path, List<String> problems) {
        try {
            String content = Files.readString(Path.of(path)).strip();
            if (content.isEmpty()) {
                problems.add(setting.fileName() + " names '" + path + "', which is empty");
            }
            return Optional.of(content).filter(value -> !value.isEmpty());
        } catch (IOException | IllegalArgumentException unusable) {
            problems.add(cannotRead(setting.fileName(), path, unusable));
            return Optional.empty();
        }
    }

    private static String cannotRead(String name, String path, Exception reason) {
        String why = reason instanceof NoSuchFileException ? "there is no such file" : reason.getMessage();
        return name + " names '" + path + "', which cannot be read: " + why;
    }
}
