package io.irodsingest.common.config;

import java.util.Optional;

/**
 * A setting that a process understands.
 *
 * @param name of the environment variable, and of the property in a properties file
 * @param standard what holds when nothing is set; empty for a setting that may stay unset
 * @param description one sentence without a full stop, for {@code --help}
 * @param secret its value is never shown, and may come from a file that {@code NAME_FILE} names
 */
public record Setting(String name, Optional<String> standard, String description, boolean secret) {
    /** All names begin so. */
    public static final String PREFIX = "IRODS_INGEST_";

    /** A properties file whose entries hold where the environment says nothing. */
    public static final Setting FILE = optional(PREFIX + "CONFIG",
            "A properties file with these same names; variables win over it");

    public static Setting of(String name, String standard, String description) {
        return new Setting(name, Optional.of(standard), description, false);
    }

    public static Setting optional(String name, String description) {
        return new Setting(name, Optional.empty(), description, false);
    }

    /** One that may stay unset. */
    public static Setting secret(String name, String description) {
        return new Setting(name, Optional.empty(), description, true);
    }

    /** One whose value can hold a password, like a URL, and that has a default. */
    public static Setting secret(String name, String standard, String description) {
        return new Setting(name, Optional.of(standard), description, true);
    }

    String fileName() {
        return name + "_FILE";
    }
}
