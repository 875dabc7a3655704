package io.irodsingest.cli.handler;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.handlerapi.EventHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks into the jar of an event handler; nothing of it runs. What cannot be looked at here is left to the workers. */
final class HandlerJar {
    private static final String SERVICE = "META-INF/services/" + EventHandler.class.getName();

    private HandlerJar() {}

    /** @throws CommandException when a method would never be called */
    static void check(String file, byte[] jar) {
        handler(jar).ifPresent(handler -> {
            try {
                HookSignatures.check(file, handler);
            } catch (LinkageError needsMore) {
                ClientLog.LOG.fine(() -> file + " cannot be looked into: " + needsMore);
            }
        });
    }

    private static Optional<Class<?>> handler(byte[] jar) {
        try {
            Map<String, byte[]> files = files(jar);
            String name = new String(files.getOrDefault(SERVICE, new byte[0]), StandardCharsets.UTF_8).lines()
                    .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).findFirst()
                    .orElse("");
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Class.forName(name, false, new ClassesInMemory(files)));
        } catch (IOException | ClassNotFoundException | LinkageError notHere) {
            ClientLog.LOG.fine(() -> "the jar cannot be looked into: " + notHere);
            return Optional.empty();
        }
    }

    private static Map<String, byte[]> files(byte[] jar) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class") || entry.getName().equals(SERVICE)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
