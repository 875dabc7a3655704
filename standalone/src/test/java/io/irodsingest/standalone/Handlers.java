package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.cli.handler.EventHandlerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Event handlers as a user would write them, read as {@code start} reads them. */
final class Handlers {
    private Handlers() {}

    /** A class {@code H} with these members. */
    static EventHandlerFile java(Path directory, String members) throws IOException {
        return EventHandlerFiles.read(Files.writeString(directory.resolve("H.java"),
                "import io.irodsingest.handlerapi.*;\nimport java.time.*;\nimport java.util.*;\n"
                        + "public class H implements EventHandler {\n" + members + "\n}\n"));
    }

    static EventHandlerFile yaml(Path directory, String text) throws IOException {
        return EventHandlerFiles.read(Files.writeString(directory.resolve("handler.yaml"), text));
    }
}
