package io.irodsingest.filedoor.check;

import io.irodsingest.batchtasks.rows.RowFormat;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The checkers of this process by their names. Immutable. */
public final class Checkers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,49}");
    private static final String BUILT_IN = "the file door";

    private final Map<String, FileChecker> byName = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();

    private Checkers() {}

    /** Those that are built in: {@code csv} and {@code jsonl}. */
    public static Checkers builtIn() {
        Checkers checkers = new Checkers();
        for (FileChecker one : List.of(new TextChecker("csv", RowFormat.CSV),
                new TextChecker("jsonl", RowFormat.JSONL))) {
            checkers.byName.put(one.name(), one);
            checkers.origins.put(one.name(), BUILT_IN);
        }
        return checkers;
    }

    /**
     * Those that are built in, and those of the jars of a directory.
     *
     * @throws IllegalArgumentException when some cannot be had, or two have one name; the message is one line for the operator
     */
    public static Checkers with(Path plugins) {
        Checkers checkers = builtIn();
        for (PluginJar jar : PluginJar.in(plugins)) {
            for (FileChecker one : jar.checkers()) {
                checkers.add(one, one.getClass().getName() + " (" + jar.name() + ')');
            }
        }
        return checkers;
    }

    private void add(FileChecker checker, String origin) {
        String name = named(checker, origin);
        String other = origins.putIfAbsent(name, origin);
        if (other != null) {
            throw new IllegalArgumentException("the checker '" + name + "' is there twice, from " + other + " and "
                    + origin + "; take one of them away");
        }
        byName.put(name, checker);
    }

    private static String named(FileChecker checker, String origin) {
        String name;
        try {
            name = checker.name();
        } catch (RuntimeException | LinkageError thrown) {
            throw new IllegalArgumentException(origin + " does not tell its name: " + thrown, thrown);
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(origin + " has '" + name
                    + "' for a name, which must be up to 50 letters, digits and . - _ of which the first is a letter");
        }
        return name;
    }

    /** Empty when there is none of this name. */
    public Optional<FileChecker> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
