package io.irodsingest.workerbatch;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes jars of plug-ins as users make them: of sources, against the handler API. */
public final class PluginJars {
    private static final String SERVICES = "META-INF/services/io.irodsingest.handlerapi.batch.";

    private final Path directory;
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, List<String>> services = new TreeMap<>();

    /** @param directory that the jar goes to; sources and classes are made beside it */
    public PluginJars(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds a class in the default package.
     *
     * @param service the simple name of what it implements, and is named for; empty for none
     */
    public PluginJars with(String service, String name, String body) {
        if (!service.isEmpty()) {
            services.computeIfAbsent(service, none -> new ArrayList<>()).add(name);
        }
        sources.put(name, "import io.irodsingest.handlerapi.*;\nimport io.irodsingest.handlerapi.batch.*;\n"
                + "import java.util.*;\n" + body);
        return this;
    }

    /** A processor of batches of which only the method is given. */
    public PluginJars rows(String name, String app, String op, String method) {
        return with("BatchProcessor", name, "public class " + name + " implements BatchProcessor { public String app()"
                + " { return \"" + app + "\"; } public String op() { return \"" + op + "\"; } " + method + " }");
    }

    /** Names a class as a service, whether there is one or not. */
    public PluginJars naming(String service, String name) {
        services.computeIfAbsent(service, none -> new ArrayList<>()).add(name);
        return this;
    }

    /** Makes the jar. */
    public Path make(String jarName) throws IOException {
        Path work = Files.createTempDirectory("plugin");
        Path classes = Files.createDirectory(work.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(work.resolve(source.getKey() + ".java"), source.getValue()));
        }
        compile(files, classes);
        Path jar = directory.resolve(jarName);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> made = Files.list(classes)) {
            for (Map.Entry<String, List<String>> service : services.entrySet()) {
                add(out, SERVICES + service.getKey(),
                        String.join("\n", service.getValue()).getBytes(StandardCharsets.UTF_8));
            }
            for (Path file : made.toList()) {
                add(out, file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static void compile(List<Path> files, Path classes) {
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        var manager = compiler.getStandardFileManager(null, null, null);
        boolean well = compiler.getTask(complaints, manager, null, List.of("-d", classes.toString()), null,
                manager.getJavaFileObjectsFromPaths(files)).call();
        if (!well) {
            throw new AssertionError(complaints.toString());
        }
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }
}
