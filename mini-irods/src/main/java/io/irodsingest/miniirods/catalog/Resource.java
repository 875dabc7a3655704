package io.irodsingest.miniirods.catalog;

/**
 * A resource.
 *
 * @param vault absolute directory of a {@code unixfilesystem}, a placeholder for coordinating ones
 * @param parent id of the coordinating resource above, 0 for a root
 */
public record Resource(long id, String name, String type, String resourceClass, String host, String vault,
        String context, long parent) {
    public static final String STORAGE = "unixfilesystem";
    public static final String REPLICATION = "replication";
    public static final String RANDOM = "random";

    public boolean storage() {
        return STORAGE.equals(type);
    }

    Resource under(long newParent) {
        return new Resource(id, name, type, resourceClass, host, vault, context, newParent);
    }
}
