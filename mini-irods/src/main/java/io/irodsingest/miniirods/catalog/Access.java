package io.irodsingest.miniirods.catalog;

import java.util.Locale;

/** The levels of access that this server knows, numbered as in the catalog's token table. Higher includes lower. */
public final class Access {
    public static final int NONE = 0;
    public static final int READ = 1050;
    public static final int WRITE = 1120;
    /** What removing and moving needs. */
    public static final int DELETE = 1130;
    public static final int OWN = 1200;

    private Access() {}

    /** The level that a client names, or -1 when it is unknown. */
    public static int named(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace('_', ' ')) {
            case "null", "none" -> NONE;
            case "read", "read object" -> READ;
            case "write", "modify object" -> WRITE;
            case "delete object" -> DELETE;
            case "own" -> OWN;
            default -> -1;
        };
    }
}
