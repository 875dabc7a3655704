package io.irodsingest.common.irods;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Single settings by the name of their variable; a variable wins over the file, whose keys are the names in lower case. */
record IrodsSettings(Map<String, String> variables, Optional<Path> file, JsonNode json) {
    private static final JsonMapper JSON = new JsonMapper();

    static IrodsSettings of(Map<String, String> variables, Path home) {
        Optional<String> named = present(variables.get("IRODS_ENVIRONMENT_FILE"));
        Path file = named.map(Path::of).orElse(home.resolve(".irods").resolve("irods_environment.json"));
        if (named.isEmpty() && !Files.exists(file)) {
            return new IrodsSettings(variables, Optional.empty(), JSON.createObjectNode());
        }
        return new IrodsSettings(variables, Optional.of(file), parse(file));
    }

    static Optional<String> present(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    Optional<String> find(String name) {
        return present(variables.get(name))
                .or(() -> present(json.path(name.toLowerCase(Locale.ROOT)).asText("")));
    }

    String require(String name, String what) {
        return find(name).orElseThrow(() -> new InvalidIrodsEnvironmentException("No " + what + " is set: set " + name
                + ", or " + name.toLowerCase(Locale.ROOT) + " in "
                + file.map(Path::toString).orElse("~/.irods/irods_environment.json") + '.'));
    }

    int number(String name, int preset, int least, int most) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return preset;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, text.get(), "a number from " + least + " to " + most);
        }
        throw wrong(name, text.get(), "a number from " + least + " to " + most);
    }

    /** One of some words; their case does not matter. */
    <T> T choice(String name, T preset, Map<String, T> words) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return preset;
        }
        T value = words.get(text.get().toLowerCase(Locale.ROOT));
        if (value == null) {
            throw wrong(name, text.get(), "one of " + String.join(", ", words.keySet().stream().sorted().toList()));
        }
        return value;
    }

    /** A file that can be read. */
    Optional<Path> readableFile(String name) {
        Optional<Path> path = find(name).map(Path::of);
        path.filter(p -> !Files.isReadable(p) || Files.isDirectory(p)).ifPresent(p -> {
            throw wrong(name, p.toString(), "a file that can be read");
        });
        return path;
    }

    private InvalidIrodsEnvironmentException wrong(String name, String value, String expected) {
        return new InvalidIrodsEnvironmentException(place(name) + " is '" + value + "', but must be " + expected + '.');
    }

    /** Where a setting was found, as the user wrote it there. */
    private String place(String name) {
        return present(variables.get(name)).isPresent()
                ? name
                : name.toLowerCase(Locale.ROOT) + file.map(found -> " in " + found).orElse("");
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw new InvalidIrodsEnvironmentException("The environment file " + file + " is no JSON object.");
            }
            return json;
        } catch (JacksonException notJson) {
            throw new InvalidIrodsEnvironmentException("The environment file " + file + " is not JSON: "
                    + notJson.getOriginalMessage().lines().findFirst().orElse("") + '.');
        } catch (IOException unreadable) {
            throw new InvalidIrodsEnvironmentException("The environment file " + file
                    + " (IRODS_ENVIRONMENT_FILE) cannot be read: " + unreadable.getClass().getSimpleName() + '.');
        }
    }
}
