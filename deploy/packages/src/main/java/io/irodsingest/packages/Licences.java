package io.irodsingest.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licences of the libraries: which one each has, and the texts that the jars bring along. */
final class Licences {
    private static final String OURS = "io.irodsingest";
    private static final Pattern TEXT = Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*",
            Pattern.CASE_INSENSITIVE);

    private Licences() {}

    /**
     * Writes the table of licences and their texts.
     *
     * @param bom of all that is in the packages, in CycloneDX' JSON
     * @throws IllegalStateException when a library says nowhere what its licence is
     */
    static void write(Path bom, List<Path> jars, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<String> lines = new ArrayList<>(List.of("The libraries in lib and their licences, by the descriptions that"
                + " they were published with. Texts that they bring along are in folders beside this file.", ""));
        Set<String> unknown = new TreeSet<>();
        for (JsonNode component : sorted(JsonMapper.builder().build().readTree(bom.toFile()).path("components"))) {
            String name = name(component);
            String licences = StreamSupport.stream(component.path("licenses").spliterator(), false)
                    .map(Licences::licence).collect(Collectors.joining(", "));
            if (licences.isEmpty()) {
                unknown.add(name);
            }
            lines.add(name + ": " + licences);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("no licence is known of " + String.join(", ", unknown));
        }
        Files.write(directory.resolve("THIRD-PARTY.txt"), lines);
        for (Path jar : jars) {
            copyTexts(jar, directory);
        }
    }

    private static List<JsonNode> sorted(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .filter(component -> !component.path("group").asText().equals(OURS))
                .sorted(Comparator.comparing(Licences::name)).toList();
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ':' + component.path("name").asText() + ':'
                + component.path("version").asText();
    }

    private static String licence(JsonNode choice) {
        JsonNode licence = choice.path("license");
        String name = licence.path("id").asText(licence.path("name").asText());
        return choice.path("expression").asText(name);
    }

    private static void copyTexts(Path jar, Path directory) throws IOException {
        String library = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        try (ZipFile content = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : content.stream().toList()) {
                if (!entry.isDirectory() && TEXT.matcher(entry.getName()).matches()) {
                    Path text = directory.resolve(library).resolve(Path.of(entry.getName()).getFileName());
                    Files.createDirectories(text.getParent());
                    try (InputStream from = content.getInputStream(entry)) {
                        Files.write(text, from.readAllBytes());
                    }
                }
            }
        }
    }
}
