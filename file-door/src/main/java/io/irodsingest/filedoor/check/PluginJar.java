package io.irodsingest.filedoor.check;

import io.irodsingest.handlerapi.batch.FileChecker;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A jar with checkers, which sees nothing but itself, the Java platform and the handler API.
 *
 * @param name of its file
 */
record PluginJar(String name, ClassLoader loader) {
    private static final String ENDING = ".jar";

    /** The jars in a directory, in the order of their names. @throws IllegalArgumentException when one cannot be had */
    static List<PluginJar> in(Path directory) {
        try {
            checkNotWritable(directory);
            List<PluginJar> jars = new ArrayList<>();
            for (Path file : files(directory)) {
                checkNotWritable(file);
                String name = file.getFileName().toString();
                jars.add(new PluginJar(name, loader(name, file)));
            }
            return jars;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no " + missing.getMessage(), missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the plug-ins cannot be read: " + unreadable, unreadable);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /** Whoever can write there runs his code as this process. */
    private static void checkNotWritable(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IllegalArgumentException(
                    file + " can be written by everybody, who could run code there; chmod o-w " + file);
        }
    }

    private static ClassLoader loader(String name, Path file) throws MalformedURLException {
        return new URLClassLoader(name, new URL[]{file.toUri().toURL()}, new ApiOnly());
    }

    /** New objects of its checkers. @throws IllegalArgumentException when it has none, or they cannot be made */
    List<FileChecker> checkers() {
        List<FileChecker> checkers = new ArrayList<>();
        try {
            ServiceLoader.load(FileChecker.class, loader).forEach(checkers::add);
        } catch (ServiceConfigurationError | LinkageError wrong) {
            Throwable cause = wrong.getCause();
            throw new IllegalArgumentException(name + ": " + wrong.getMessage()
                    + (cause == null ? "" : ": " + cause), wrong);
        }
        if (checkers.isEmpty()) {
            throw new IllegalArgumentException(name + " has no checker: its file META-INF/services/"
                    + FileChecker.class.getName() + " must name the class of one");
        }
        return checkers;
    }

    /** Hides the classes of this process, but for those that checkers are compiled against. */
    private static final class ApiOnly extends ClassLoader {
        private static final String API = FileChecker.class.getPackageName().replaceFirst("\\.batch$", "") + '.';

        static {
            registerAsParallelCapable();
        }

        ApiOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(API)) {
                throw new ClassNotFoundException(name);
            }
            return Class.forName(name, false, FileChecker.class.getClassLoader());
        }
    }
}
