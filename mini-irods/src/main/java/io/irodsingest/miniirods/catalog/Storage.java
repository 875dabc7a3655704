package io.irodsingest.miniirods.catalog;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a catalog is kept.
 *
 * @param address of its database, for JDBC; empty for one in memory that goes with the server
 * @param takesBytes whether names and paths may have bytes that are no UTF-8; the usual database, in UTF-8, refuses them
 */
public record Storage(Optional<String> address, boolean takesBytes) {
    /** What the addresses of databases begin with that a server of their own keeps. */
    public static final String SERVER = "jdbc:h2:tcp:";

    /** The address of a database in a file, whose name gets a suffix. */
    public static String file(Path path) {
        return "jdbc:h2:file:" + path.toAbsolutePath();
    }
}
