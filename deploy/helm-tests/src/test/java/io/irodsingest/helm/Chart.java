package io.irodsingest.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart in deploy/helm, as Helm renders it. */
final class Chart {
    /** Where the sources of the whole project lie. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    static final Path DIRECTORY = ROOT.resolve("deploy/helm");
    /** What the release in the tests is called. */
    static final String RELEASE = "lab";
    /** The value of values' name that leaves all as it is. */
    static final String DEFAULTS = "defaults";

    private Chart() {}

    /** The sets of values that users are shown, and {@link #DEFAULTS}. */
    static List<String> examples() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("examples"))) {
            return Stream.concat(Stream.of(DEFAULTS),
                    files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The objects that a set of values makes.
     *
     * @param example one of {@link #examples}
     * @param values more of them, like {@code tls.enabled=true}
     * @throws IllegalStateException with Helm's words when it refuses the values
     */
    static List<Rendered> render(String example, String... values) {
        TemplateCommand command = new Helm(DIRECTORY).template().withName(RELEASE).withNamespace("ingest")
                .withKubeVersion("1.31.0");
        if (!example.equals(DEFAULTS)) {
            command.withValuesFile(DIRECTORY.resolve("examples/" + example + ".yaml"));
        }
        for (String value : values) {
            String[] parts = value.split("=", 2);
            command.set(parts[0], parts[1]);
        }
        List<Rendered> objects = new ArrayList<>();
        for (Object document : yaml().loadAll(command.call())) {
            if (document != null) {
                objects.add(new Rendered(map(document)));
            }
        }
        return objects;
    }

    /** A file of the project in YAML. */
    static Map<String, Object> file(String name) throws IOException {
        return map(yaml().load(Files.readString(ROOT.resolve(name))));
    }

    /** Reads YAML, and no key twice. */
    static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** The one object of a kind whose name ends so. */
    static Rendered one(List<Rendered> objects, String kind, String name) {
        return find(objects, kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    static Optional<Rendered> find(List<Rendered> objects, String kind, String name) {
        return objects.stream().filter(object -> object.kind().equals(kind) && object.name().endsWith(name))
                .findFirst();
    }
}
