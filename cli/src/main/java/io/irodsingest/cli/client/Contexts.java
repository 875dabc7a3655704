package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.output.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The clusters that a user has named in a file of his. Which of them is meant when a command names none lies in a file beside it, so
 * that nothing but the user writes the first one.
 *
 * @param file in YAML; nobody has to have it
 * @param home what {@code ~} in it stands for
 */
public record Contexts(Path file, Path home) {
    private static final String CHOSEN = "current-context";
    private static final Set<String> FIELDS = new TreeSet<>(List.of("url", "token_file", "ca_file"));

    /**
     * One cluster.
     *
     * @param url the address of its orchestrator, as it stands in the file
     * @param tokenFile empty for an orchestrator that wants no token, or is a standalone of this user
     * @param caFile empty where the JVM's authorities are all
     */
    public record Context(String name, String url, Optional<Path> tokenFile, Optional<Path> caFile) {}

    /** Those of {@code IRODS_INGEST_CONTEXTS_FILE}, or else of {@code irods-ingest/contexts.yaml} where this user's settings are. */
    public static Contexts of(Map<String, String> environment) {
        Path home = LocalToken.home(environment);
        String named = environment.getOrDefault("IRODS_INGEST_CONTEXTS_FILE", "");
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path settings = xdg.isBlank() ? home.resolve(".config") : Path.of(xdg);
        return new Contexts(
                named.isBlank() ? settings.resolve("irods-ingest").resolve("contexts.yaml") : Path.of(named), home);
    }

    /** In the order of the file; none when there is no file. */
    public List<Context> all() {
        return read().entrySet().stream().map(entry -> context(entry.getKey(), entry.getValue())).toList();
    }

    /** @throws CommandException when there is none of this name */
    public Context named(String name) {
        List<Context> all = all();
        return all.stream().filter(context -> context.name().equals(name)).findFirst()
                .orElseThrow(() -> CommandException.wrongUse("there is no context '" + Printable.line(name) + "' in '"
                        + file + "'" + (all.isEmpty()
                                ? ", which names none"
                                : "; there are " + String.join(", ", all.stream().map(Context::name).toList()))));
    }

    /** The one that was chosen for commands that name none. */
    public Optional<Context> chosen() {
        try {
            return Optional.of(Files.readString(chosenFile()).strip()).filter(name -> !name.isEmpty()).map(this::named);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw unusable(chosenFile(), "it cannot be read: " + unreadable.getMessage());
        }
    }

    /** Has commands that name none mean this one from now on. */
    public void choose(String name) {
        Context context = named(name);
        try {
            Path made = Files.createTempFile(chosenFile().toAbsolutePath().getParent(), CHOSEN, ".new");
            Files.writeString(made, context.name() + '\n');
            Files.move(made, chosenFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw CommandException.failure("the file '" + chosenFile() + "' cannot be written: "
                    + unwritable.getMessage());
        }
    }

    private Path chosenFile() {
        return file.resolveSibling(CHOSEN);
    }

    private Map<String, Object> read() {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object read = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            return read == null ? Map.of() : object(object(read, "the file").get("contexts"), "contexts");
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (CharacterCodingException noText) {
            throw unusable(file, "it is no text in UTF-8");
        } catch (IOException unreadable) {
            throw unusable(file, "it cannot be read: " + unreadable.getMessage());
        } catch (YAMLException malformed) {
            throw unusable(file, "it is no YAML: " + Printable.line(malformed.getMessage()));
        }
    }

    private Context context(String name, Object value) {
        Map<String, Object> fields = object(value, "context " + name);
        fields.keySet().stream().filter(field -> !FIELDS.contains(field)).findFirst().ifPresent(unknown -> {
            throw unusable(file, "context " + name + " has an unknown field '" + unknown + "'; there are "
                    + String.join(", ", FIELDS));
        });
        return new Context(name, text(name, fields, "url")
                .orElseThrow(() -> unusable(file, "context " + name + " has no url, like https://ingest.example.org")),
                text(name, fields, "token_file").map(this::path), text(name, fields, "ca_file").map(this::path));
    }

    private Map<String, Object> object(Object value, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            throw unusable(file,
                    what + " must be fields with values, like contexts: {lab: {url: 'http://127.0.0.1:8080'}}");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        return fields;
    }

    private Optional<String> text(String context, Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof String text && !text.isBlank())) {
            throw unusable(file, "context " + context + ": " + name + " must be a text");
        }
        return Optional.ofNullable((String) value);
    }

    /** Relative names are counted from the directory of the file. */
    private Path path(String text) {
        return text.startsWith("~/")
                ? home.resolve(text.substring(2))
                : file.toAbsolutePath().getParent().resolve(text);
    }

    private static CommandException unusable(Path file, String why) {
        return CommandException.wrongUse("the file '" + file + "' cannot be used: " + Printable.line(why));
    }
}
