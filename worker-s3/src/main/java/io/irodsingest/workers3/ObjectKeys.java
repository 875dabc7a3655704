package io.irodsingest.workers3;

import io.irodsingest.s3store.ListingRepair;
import io.irodsingest.common.path.RawPath;
import java.util.Optional;

/**
 * The mapping between keys below a prefix and paths relative to it. Keys are never normalised: one that has no path is
 * reported by {@link #objection}, and no two keys have the same path. Immutable.
 */
final class ObjectKeys {
    private final String prefix;

    /** @param prefix with or without the slash at its end, which is added; empty for a whole bucket */
    ObjectKeys(String prefix) {
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + '/';
    }

    /** What all keys begin with: empty or ending in a slash. */
    String prefix() {
        return prefix;
    }

    /** Why the key of an object has no path, for the user; empty when it has one. */
    Optional<String> objection(String key) {
        if (!key.startsWith(prefix)) {
            return Optional.of("the key is not below " + prefix);
        }
        if (key.length() > prefix.length() && key.endsWith("/")) {
            return Optional.of("the key ends in a slash, as that of a directory does");
        }
        return objectionToNames(key.substring(prefix.length()));
    }

    /** Why a common prefix has no path as a directory, for the user; empty when it has one. */
    Optional<String> directoryObjection(String commonPrefix) {
        return commonPrefix.startsWith(prefix) && commonPrefix.length() > prefix.length()
                ? objectionToNames(withoutSlash(commonPrefix).substring(prefix.length()))
                : Optional.of("the prefix is not below " + prefix);
    }

    /** @throws IllegalArgumentException when there is an {@link #objection} */
    RawPath path(String key) {
        objection(key).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return RawPath.ofText(key.substring(prefix.length()));
    }

    /** @throws IllegalArgumentException when there is a {@link #directoryObjection} */
    RawPath directoryPath(String commonPrefix) {
        directoryObjection(commonPrefix).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return RawPath.ofText(withoutSlash(commonPrefix).substring(prefix.length()));
    }

    /** The key of the object at a relative path. @throws IllegalArgumentException when the path is no text */
    String key(RawPath path) {
        return prefix + path.text().orElseThrow(
                () -> new IllegalArgumentException("the path " + path + " is not valid UTF-8, which all keys are"));
    }

    /** What the keys of all objects in the directory at a relative path begin with; the whole prefix for an empty path. */
    String directoryPrefix(RawPath path) {
        return path.isEmpty() ? prefix : key(path) + '/';
    }

    private static Optional<String> objectionToNames(String relative) {
        if (relative.indexOf(ListingRepair.UNREADABLE) >= 0) {
            return Optional
                    .of("the store tells the key in a way that cannot be read, for it has characters that XML cannot"
                            + " hold, or bytes that are no UTF-8");
        }
        if (relative.indexOf('\0') >= 0) {
            return Optional.of("the key has a NUL character");
        }
        for (String name : relative.split("/", -1)) {
            if (name.isEmpty()) {
                return Optional.of("the key has an empty name between slashes, which no logical path can have");
            }
            if (name.equals(".") || name.equals("..")) {
                return Optional.of("the key has the name '" + name + "', which no logical path can have");
            }
        }
        return Optional.empty();
    }

    private static String withoutSlash(String commonPrefix) {
        return commonPrefix.endsWith("/") ? commonPrefix.substring(0, commonPrefix.length() - 1) : commonPrefix;
    }
}
