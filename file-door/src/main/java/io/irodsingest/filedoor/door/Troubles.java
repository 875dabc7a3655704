package io.irodsingest.filedoor.door;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a door from going on: one line is logged when it begins or is another, and one when it is over. For one thread, but {@link #current} for any. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final String door;
    private final Map<String, String> current = new ConcurrentHashMap<>();

    Troubles(String door) {
        this.door = door;
    }

    /** @param what has it, by which its end is known */
    void note(String what, String trouble) {
        if (!trouble.equals(current.put(what, trouble))) {
            LOG.warn("door {} waits: {}", door, trouble);
        }
    }

    /** One text for each. */
    List<String> current() {
        return List.copyOf(current.values());
    }

    /** The same, with the name of the door before each. */
    List<String> told() {
        return current().stream().map(trouble -> "door " + door + ": " + trouble).toList();
    }

    void over(String what) {
        if (current.remove(what) != null) {
            LOG.info("door {} goes on: what it waited for with {} is over", door, what);
        }
    }
}
