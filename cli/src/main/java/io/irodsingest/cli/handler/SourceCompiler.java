package io.irodsingest.cli.handler;

import io.irodsingest.cli.CommandException;
import io.irodsingest.handlerapi.EventHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * Makes a jar of one Java source file with an event handler, which may have other classes beside it. The compiler is part of this
 * program: a Java runtime need not have one.
 */
final class SourceCompiler {
    private static final String RELEASE = "21";
    private static final String CLASS = ".class";

    private SourceCompiler() {}

    /** @throws CommandException with a line {@code FILE:LINE: message} for each mistake, after one that says so */
    static byte[] compile(Path file, byte[] source) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("irods-ingest-handler");
            Path copy = Files.write(directory.resolve(file.getFileName().toString()), source);
            Map<String, byte[]> classes = compile(file, copy, Files.createDirectory(directory.resolve("classes")));
            return jar(classes, handler(file, classes));
        } catch (IOException noSpace) {
            throw CommandException.failure("event handler '" + file + "' cannot be compiled: " + noSpace.getMessage());
        } finally {
            delete(directory);
        }
    }

    private static Map<String, byte[]> compile(Path file, Path copy, Path output) throws IOException {
        EclipseCompiler compiler = new EclipseCompiler();
        DiagnosticCollector<JavaFileObject> mistakes = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(mistakes, Locale.ENGLISH,
                StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(api()));
            // what the compiler prints of its own besides would name a file that nobody knows
            boolean compiled = compiler.getTask(Writer.nullWriter(), files, mistakes,
                    List.of("-source", RELEASE, "-target", RELEASE, "-proc:none", "-parameters", "-g", "-nowarn",
                            "-encoding", "UTF-8"),
                    null, files.getJavaFileObjects(copy)).call();
            if (!compiled) {
                throw CommandException.wrongUse(describe(file, mistakes.getDiagnostics())
                        .replace(copy.toString(), file.toString()));
            }
        }
        return contents(output);
    }

    /** A line that says what this is about, then the mistakes. */
    private static String describe(Path file, List<Diagnostic<? extends JavaFileObject>> mistakes) {
        String lines = mistakes.stream().filter(mistake -> mistake.getKind() == Diagnostic.Kind.ERROR)
                .map(mistake -> file + ":" + Math.max(1, mistake.getLineNumber()) + ": "
                        + mistake.getMessage(Locale.ENGLISH).strip().replaceAll("\\s*\\R\\s*", " "))
                .distinct().collect(Collectors.joining(System.lineSeparator()));
        return "event handler '" + file + "' does not compile" + (lines.isEmpty() ? "" : ":") + System.lineSeparator()
                + lines;
    }

    /** Where the interface's classes are: a jar, or a directory when it was not packed. */
    private static Path api() {
        try {
            return Path.of(EventHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, byte[]> contents(Path output) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(output)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(output.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** The class that implements the interface; nothing of it runs. */
    private static String handler(Path file, Map<String, byte[]> classes) {
        ClassLoader loader = new ClassesInMemory(classes);
        List<Class<?>> handlers = new ArrayList<>();
        for (String path : classes.keySet()) {
            try {
                Class<?> type = Class.forName(path.substring(0, path.length() - CLASS.length()).replace('/', '.'),
                        false,
                        loader);
                if (isHandler(type)) {
                    handlers.add(type);
                }
            } catch (ClassNotFoundException | LinkageError impossible) {
                throw CommandException.wrongUse(file + ": " + impossible);
            }
        }
        if (handlers.size() != 1) {
            throw CommandException.wrongUse(file + ": exactly one class must implement EventHandler, not "
                    + (handlers.isEmpty()
                            ? "none"
                            : handlers.stream().map(Class::getName).collect(Collectors.joining(", "))));
        }
        Class<?> handler = handlers.getFirst();
        HookSignatures.check(file.toString(), handler);
        if (Stream.of(handler.getDeclaredConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
            throw CommandException
                    .wrongUse(file + ": class " + handler.getName() + " needs a constructor without parameters");
        }
        return handler.getName();
    }

    private static boolean isHandler(Class<?> type) {
        return EventHandler.class.isAssignableFrom(type) && !type.isInterface() && !type.isAnonymousClass()
                && !Modifier.isAbstract(type.getModifiers());
    }

    private static byte[] jar(Map<String, byte[]> classes, String handler) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            add(out, "META-INF/services/" + EventHandler.class.getName(),
                    (handler + '\n').getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> one : classes.entrySet()) {
                add(out, one.getKey(), one.getValue());
            }
        }
        return jar.toByteArray();
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // the same source gives the same jar
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
