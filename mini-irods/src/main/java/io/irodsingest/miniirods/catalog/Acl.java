package io.irodsingest.miniirods.catalog;

import java.util.HashMap;
import java.util.Map;

/** Who may do what with an object: user or group id to level. Immutable. */
public record Acl(Map<Long, Integer> levels) {
    public static final Acl EMPTY = new Acl(Map.of());

    public static Acl of(long user, int level) {
        return new Acl(Map.of(user, level));
    }

    /** The same with one entry changed; {@link Access#NONE} removes it. */
    public Acl with(long user, int level) {
        Map<Long, Integer> changed = new HashMap<>(levels);
        if (level == Access.NONE) {
            changed.remove(user);
        } else {
            changed.put(user, level);
        }
        return new Acl(Map.copyOf(changed));
    }

    /** The highest level that any of these users and groups has. */
    public int highest(Iterable<Long> principals) {
        int highest = Access.NONE;
        for (Long principal : principals) {
            highest = Math.max(highest, levels.getOrDefault(principal, Access.NONE));
        }
        return highest;
    }
}
