package io.irodsingest.cli.handler;

import io.irodsingest.cli.CommandException;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/** An event handler as the user has it, on its way into a request. */
public final class EventHandlerFiles {
    /** In base64 and with the rest of a request it stays below what the orchestrator takes. */
    private static final int MOST_BYTES = 11 * 1024 * 1024;

    private EventHandlerFiles() {}

    /**
     * Reads a YAML or Python file or a jar, or compiles a Java source file.
     *
     * @throws CommandException when it cannot be read, or does not compile: a line for each mistake, with file and line;
     *     or has a method that would never be called
     */
    public static EventHandlerFile read(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "yaml", "yml" -> sent("yaml", name, content(file));
            case "jar" -> sent("jar", name, jar(file));
            case "py" -> sent("python", name, content(file));
            case "java" -> sent("jar", name, SourceCompiler.compile(file, content(file)));
            default -> throw CommandException.wrongUse("event handler '" + file
                    + "' is no .yaml, .yml, .py, .java or .jar file");
        };
    }

    private static byte[] jar(Path file) {
        byte[] content = content(file);
        HandlerJar.check(file.toString(), content);
        return content;
    }

    private static EventHandlerFile sent(String form, String name, byte[] content) {
        if (content.length > MOST_BYTES) {
            throw CommandException.wrongUse("event handler '" + name + "' has more than "
                    + MOST_BYTES / 1024 / 1024 + " MiB");
        }
        return new EventHandlerFile(form, name, Base64.getEncoder().encodeToString(content));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw CommandException.wrongUse("event handler '" + file + "' does not exist");
        } catch (IOException unreadable) {
            throw CommandException.wrongUse("event handler '" + file + "' cannot be read: " + unreadable.getMessage());
        }
    }
}
