package io.irodsingest.common.handler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Jars as users make them. */
public final class SourceJar {
    private SourceJar() {}

    /** A class that implements the event handler, in the default package. */
    public static byte[] of(Path directory, String name, String body) throws IOException {
        Path classes = Files.createTempDirectory(directory, "classes");
        Path source = Files.writeString(directory.resolve(name + ".java"),
                "import io.irodsingest.handlerapi.*;\nimport java.time.*;\nimport java.util.*;\npublic class " + name
                        + " implements EventHandler {\n" + body + "\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        var files = compiler.getStandardFileManager(null, null, null);
        var task = compiler.getTask(complaints, files, null, java.util.List.of("-d", classes.toString()), null,
                files.getJavaFileObjects(source));
        if (!task.call()) {
            throw new AssertionError(complaints.toString());
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar); Stream<Path> all = Files.list(classes)) {
            add(out, "META-INF/services/io.irodsingest.handlerapi.EventHandler", (name + "\n").getBytes());
            for (Path file : all.toList()) {
                add(out, file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return jar.toByteArray();
    }

    /** With one entry. */
    static byte[] of(String entry, String content) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            add(out, entry, Given.bytes(content));
        }
        return jar.toByteArray();
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }
}
