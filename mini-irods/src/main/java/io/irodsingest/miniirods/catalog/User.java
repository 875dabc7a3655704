package io.irodsingest.miniirods.catalog;

/** A user or group of the catalog. */
public record User(long id, String name, String zone, String type) {
    public static final String ADMIN = "rodsadmin";
    public static final String GROUP = "rodsgroup";

    public boolean admin() {
        return ADMIN.equals(type);
    }

    public boolean group() {
        return GROUP.equals(type);
    }
}
