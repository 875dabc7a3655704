package io.irodsingest.workerbatch.plugin;

import io.irodsingest.common.handler.HandlerLoader;
import io.irodsingest.common.handlerfile.HandlerJar;
import io.irodsingest.common.handlerfile.InvalidHandlerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of jars, each of which sees nothing but itself, the Java platform and the handler API. */
final class PluginDirectory {
    private static final String ENDING = ".jar";

    private PluginDirectory() {}

    /**
     * The jars in it, in the order of their names.
     *
     * @throws InvalidPluginException when one cannot be read, or others than their owner may write there
     */
    static List<Plugin> read(Path directory) throws InvalidPluginException {
        try {
            checkNotWritable(directory);
            List<Plugin> plugins = new ArrayList<>();
            for (Path jar : jars(directory)) {
                checkNotWritable(jar);
                plugins.add(plugin(jar));
            }
            return plugins;
        } catch (IOException unreadable) {
            throw new InvalidPluginException("the plug-ins in " + directory + " cannot be read: " + unreadable);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /** Whoever can write there runs his code as the worker. */
    private static void checkNotWritable(Path file) throws IOException, InvalidPluginException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new InvalidPluginException(
                    file + " can be written by everybody, who could run code there; chmod o-w " + file);
        }
    }

    private static Plugin plugin(Path jar) throws IOException, InvalidPluginException {
        String name = jar.getFileName().toString();
        try {
            return new Plugin(name, new HandlerLoader(name, HandlerJar.unpack(name, Files.readAllBytes(jar))), false);
        } catch (InvalidHandlerException damaged) {
            throw new InvalidPluginException(damaged.getMessage());
        }
    }
}
