package io.irodsingest.miniirods.catalog;

import java.util.Locale;
import java.util.Map;

/** The levels of access, numbered as in the catalog's token table. Higher includes lower. */
public final class Access {
    public static final int NONE = 0;
    public static final int READ = 1050;
    public static final int WRITE = 1120;
    /** What removing and moving needs. */
    public static final int DELETE = 1130;
    public static final int OWN = 1200;

    private static final Map<String, Integer> NAMED = Map.ofEntries(Map.entry("null", NONE), Map.entry("none", NONE),
            Map.entry("execute", 1010), Map.entry("read_annotation", 1020), Map.entry("read_system_metadata", 1030),
            Map.entry("read_metadata", 1040), Map.entry("read", READ), Map.entry("read_object", READ),
            Map.entry("write_annotation", 1060), Map.entry("create_metadata", 1070),
            Map.entry("modify_metadata", 1080), Map.entry("delete_metadata", 1090),
            Map.entry("administer_object", 1100), Map.entry("create_object", 1110), Map.entry("write", WRITE),
            Map.entry("modify_object", WRITE), Map.entry("delete_object", DELETE), Map.entry("create_token", 1140),
            Map.entry("delete_token", 1150), Map.entry("curate", 1160), Map.entry("own", OWN));

    private Access() {}

    /** The level that a client names, or -1 when it is unknown. */
    public static int named(String name) {
        return NAMED.getOrDefault(name.toLowerCase(Locale.ROOT).replace(' ', '_'), -1);
    }
}
