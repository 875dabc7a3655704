package io.irodsingest.common.handlerfile;

import io.irodsingest.handlerapi.EventHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A jar with an event handler, unpacked in memory. Its service file names the one class that implements it.
 *
 * @param entries contents by name
 * @param className of the event handler
 */
public record HandlerJar(Map<String, byte[]> entries, String className) {
    private static final String SERVICE = "META-INF/services/" + EventHandler.class.getName();
    private static final int MOST_BYTES = 256 * 1024 * 1024;

    /** Looks into a jar without running anything of it. */
    public static HandlerJar read(String fileName, byte[] content) throws InvalidHandlerException {
        Map<String, byte[]> entries = unpack(fileName, content);
        byte[] service = entries.get(SERVICE);
        if (service == null) {
            throw new InvalidHandlerException(fileName + ": the jar has no file " + SERVICE
                    + "; it must have one line there, the name of the class that implements EventHandler");
        }
        List<String> names = new String(service, StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).distinct().toList();
        if (names.size() != 1) {
            throw new InvalidHandlerException(fileName + ": " + SERVICE + " must name exactly one class, not "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        String name = names.getFirst();
        if (!entries.containsKey(name.replace('.', '/') + ".class")) {
            throw new InvalidHandlerException(
                    fileName + ": the jar has no class " + name + ", which " + SERVICE + " names");
        }
        return new HandlerJar(entries, name);
    }

    /**
     * What is in any jar of users, by name.
     *
     * @throws InvalidHandlerException when it is none, or is too large
     */
    public static Map<String, byte[]> unpack(String fileName, byte[] content) throws InvalidHandlerException {
        Map<String, byte[]> entries = new HashMap<>();
        long left = MOST_BYTES;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] bytes = in.readNBytes((int) left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw new InvalidHandlerException(
                            fileName + ": the jar has more than " + MOST_BYTES / 1024 / 1024 + " MiB in it");
                }
                entries.put(entry.getName(), bytes);
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw new InvalidHandlerException(fileName + ": the jar cannot be read: " + damaged.getMessage());
        }
        if (entries.isEmpty()) {
            throw new InvalidHandlerException(fileName + " is no jar, or an empty one");
        }
        return entries;
    }
}
