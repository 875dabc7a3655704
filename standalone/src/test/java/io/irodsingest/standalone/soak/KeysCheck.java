package io.irodsingest.standalone.soak;

import io.irodsingest.testservers.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Redis keeps nothing of jobs that ended but what goes by itself, and beside that only what it keeps in any case. */
final class KeysCheck implements Check {
    private static final Pattern OF_JOB = Pattern.compile("ii:job:\\{[^}]*}.*");
    private static final Pattern OF_CLUSTER = Pattern.compile("ii:(\\{(jobs|workers)}:[a-z]+(:[A-Z_]+)?|probe)");
    /** What is remembered of a directory, or of a part of a large one. */
    private static final Pattern REMEMBERED = Pattern.compile("ii:[A-Za-z0-9_-]{8,}(:[0-9a-z]+)?");

    @Override
    public String name() {
        return "Redis keeps nothing of ended jobs for good";
    }

    @Override
    public Finding look(Evidence evidence) {
        RedisServer redis = evidence.cluster().redis();
        List<String> names = redis.keyNames();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            boolean stays = redis.timeToLive(name) == -1;
            if (OF_JOB.matcher(name).matches() ? stays : !isKnown(name)) {
                problems.add(name + (stays ? " stays for good" : " is not known"));
            }
        }
        return new Finding(names.size(), "keys", problems);
    }

    private static boolean isKnown(String name) {
        return OF_CLUSTER.matcher(name).matches() || REMEMBERED.matcher(name).matches();
    }
}
