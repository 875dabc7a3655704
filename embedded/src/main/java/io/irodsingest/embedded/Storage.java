package io.irodsingest.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Where an embedded server keeps its data, and for how long. */
sealed interface Storage {
    /** Nowhere; files that the server needs while it runs lie in a temporary directory. */
    record Memory() implements Storage {}

    /** In a directory that goes when the server is closed. */
    record Temporary() implements Storage {}

    /** In a directory that stays. */
    record Durable(Path directory) implements Storage {
        public Durable {
            Objects.requireNonNull(directory);
        }
    }

    default boolean keepsData() {
        return !(this instanceof Memory);
    }

    default DataDirectory open(String prefix) throws IOException {
        return this instanceof Durable durable
                ? DataDirectory.durable(durable.directory())
                : DataDirectory.temporary(prefix);
    }
}
