package io.irodsingest.common.path;

import io.irodsingest.handlerapi.CharacterRule;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where an entry of the source goes: the target collection for the root, and target + relative path for everything below it,
 * each element of which the character map translates. A name that is not valid UTF-8 becomes
 * {@code irods_UnicodeEncodeError_} + base64 of the full source path's bytes, in its parent's collection; a slash of the base64
 * stands as an underscore there, because a logical name cannot hold one. The AVU that tells the true name has the base64 as it
 * is. Immutable.
 */
public final class TargetPaths {
    public static final String UNDECODABLE_PREFIX = "irods_UnicodeEncodeError_";

    private static final String UNDECODABLE = "irods::automated_ingest::UnicodeEncodeError";
    private static final String MAPPED = "irods::automated_ingest::character_map";
    private static final String UNIT = "python3.base64.b64encode(full_path_of_source_file)";

    private final RawPath source;
    private final String target;
    private final CharacterMap map;

    /** An AVU. */
    public record Avu(String attribute, String value, String unit) {}

    /** Without a character map. */
    public TargetPaths(RawPath source, String target) {
        this(source, target, CharacterMap.NONE);
    }

    /**
     * @param rules in the order in which they are applied
     * @throws IllegalArgumentException when the rules cannot keep different names different; the message is for the user
     */
    public TargetPaths(RawPath source, String target, List<CharacterRule> rules) {
        this(source, target, rules.isEmpty() ? CharacterMap.NONE : new CharacterMap(rules));
    }

    private TargetPaths(RawPath source, String target, CharacterMap map) {
        this.source = source;
        this.target = target;
        this.map = map;
    }

    public RawPath source() {
        return source;
    }

    public String target() {
        return target;
    }

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
        return name.text().map(map::translate)
                .orElseGet(() -> UNDECODABLE_PREFIX + base64(parent, name).replace('/', '_'));
    }

    /** What is attached to the data object or collection of an entry to tell how it is named in the source. */
    public List<Avu> metadata(RawPath parent, RawPath name) {
        if (name.text().isEmpty()) {
            return List.of(new Avu(UNDECODABLE, base64(parent, name), UNIT));
        }
        if (map.isEmpty() || !isMapped(name) && Arrays.stream(parent.encoded().split("/")).map(RawPath::new)
                .noneMatch(this::isMapped)) {
            return List.of();
        }
        return List.of(new Avu(MAPPED, base64(parent, name), UNIT));
    }

    /** Base64 of the bytes of an entry's full source path: what an undecodable name turns into, and its AVU's value. */
    public String base64(RawPath parent, RawPath name) {
        return Base64.getEncoder().encodeToString(source.resolve(parent).resolve(name).bytes());
    }

    private boolean isMapped(RawPath name) {
        Optional<String> text = name.text();
        return text.isPresent() && !map.translate(text.get()).equals(text.get());
    }
}
