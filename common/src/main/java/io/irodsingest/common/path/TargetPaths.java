package io.irodsingest.common.path;

import java.util.Base64;

/**
 * Where an entry of the source goes: the target collection for the root, and target + relative path for everything below it.
 * A name that is not valid UTF-8 becomes {@code irods_UnicodeEncodeError_} + base64 of the full source path's bytes, in its
 * parent's collection; a slash of the base64 stands as an underscore there, because a logical name cannot hold one. The AVU
 * that tells the true name has the base64 as it is. Immutable.
 */
public record TargetPaths(RawPath source, String target) {
    public static final String UNDECODABLE_PREFIX = "irods_UnicodeEncodeError_";

    /**
     * The logical path of an entry.
     *
     * @param relative the entry's path below the source's root; empty for the root itself
     */
    public String logicalPath(RawPath relative) {
        if (relative.isEmpty()) {
            return target;
        }
        RawPath parent = relative.parent();
        return logicalPath(parent) + '/' + logicalName(parent, relative.name());
    }

    /** The last name of the logical path of {@code name} in the source directory {@code parent} (relative to the root). */
    public String logicalName(RawPath parent, RawPath name) {
        return name.text().orElseGet(() -> UNDECODABLE_PREFIX + base64(parent, name).replace('/', '_'));
    }

    /** Base64 of the bytes of an entry's full source path: what an undecodable name turns into, and its AVU's value. */
    public String base64(RawPath parent, RawPath name) {
        return Base64.getEncoder().encodeToString(source.resolve(parent).resolve(name).bytes());
    }
}
