package io.irodsingest.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file for docker compose, before its variables are put in. */
record ComposeFile(Map<String, Object> content) {
    /** Where the sources of the whole project lie. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static ComposeFile of(String name) throws IOException {
        try (Reader reader = Files.newBufferedReader(ROOT.resolve(name))) {
            return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
        }
    }

    Map<String, Service> services() {
        Map<String, Service> services = new LinkedHashMap<>();
        map(content.get("services")).forEach((name, service) -> services.put(name, new Service(map(service))));
        return services;
    }

    Map<String, Object> part(String name) {
        return map(content.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** One service. */
    record Service(Map<String, Object> content) {

        String text(String key) {
            return String.valueOf(content.getOrDefault(key, ""));
        }

        Map<String, Object> part(String key) {
            return map(content.get(key));
        }

        /** A list's items, or a text's words. */
        List<String> list(String key) {
            return switch (content.get(key)) {
                case null -> List.of();
                case List<?> items -> items.stream().map(String::valueOf).toList();
                case Object words -> List.of(words.toString().split("\\s+"));
            };
        }

        /** The process of ours that it runs, like {@code worker-delete}; empty when it is none. */
        String process() {
            if (!text("image").contains("{IRODS_INGEST_IMAGE:-")) {
                return "";
            }
            List<String> words = list("entrypoint").isEmpty() ? list("command") : list("entrypoint");
            return words.getFirst();
        }
    }
}
