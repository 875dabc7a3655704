package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Kind.Change;
import io.irodsingest.standalone.soak.Snapshot.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A source whose shape and changes are random. What it knows of its files is what {@link #write} and {@link #remove} did. */
abstract class Changing implements Source {
    private static final int LEAST_FILES = 150;
    private static final int MORE_FILES = 450;
    private static final int SMALL = 3_000;
    private static final int MIDDLE = 200_000;
    /** Above the 64 MiB from which on a file is uploaded in several streams. */
    private static final int LARGE = 70 << 20;
    private static final String[] ODD = {" with space", "%41", "'quote", "ü文", "-", "", "", "", "", ""};

    private final SortedMap<String, File> files = new TreeMap<>();
    private final boolean large;
    private int made;

    /** @param large whether it has one file of 70 MiB */
    Changing(boolean large) {
        this.large = large;
    }

    /** @param whole whether the content takes the place of what was there, else it is appended */
    abstract void write(String path, byte[] content, boolean whole) throws IOException;

    abstract void remove(String path) throws IOException;

    @Override
    public final void fill(Random random) throws IOException {
        add(random, LEAST_FILES + random.nextInt(MORE_FILES));
        if (large) {
            put("large", content(random, LARGE));
        }
    }

    @Override
    public final void change(Random random, Set<Change> changes) throws IOException {
        for (Change change : new TreeSet<>(changes)) {
            switch (change) {
                case ADD -> add(random, 1 + random.nextInt(60));
                case REMOVE -> {
                    for (String path : some(random)) {
                        remove(path);
                        files.remove(path);
                    }
                    removeDirectory(random);
                }
                case REWRITE -> {
                    for (String path : some(random)) {
                        // often of the same size: what differs is the content only
                        int size = random.nextBoolean() ? (int) files.get(path).size() : size(random);
                        put(path, content(random, size));
                    }
                }
                case GROW -> {
                    for (String path : some(random)) {
                        grow(path, content(random, 1 + size(random)));
                    }
                }
            }
        }
    }

    private void add(Random random, int count) throws IOException {
        String directory = "";
        for (int i = 0; i < count; i++) {
            if (i % 25 == 0) {
                directory = directory(random);
            }
            put(directory + 'f' + ++made + ODD[random.nextInt(ODD.length)], content(random, size(random)));
        }
    }

    /** With a slash behind it, unless it is the source itself. */
    private static String directory(Random random) {
        StringBuilder path = new StringBuilder();
        for (int levels = random.nextInt(4); levels > 0; levels--) {
            path.append('d').append(random.nextInt(5)).append('/');
        }
        return path.toString();
    }

    /** All below a directory goes, and so does the directory where it is one of its own. */
    private void removeDirectory(Random random) throws IOException {
        String directory = directory(random);
        if (directory.isEmpty()) {
            return;
        }
        for (String path : List.copyOf(files.tailMap(directory).headMap(directory + '\uffff').keySet())) {
            remove(path);
            files.remove(path);
        }
        removed(directory.substring(0, directory.length() - 1));
    }

    /** There is nothing below a directory any more. */
    abstract void removed(String directory) throws IOException;

    private void put(String path, byte[] content) throws IOException {
        write(path, content, true);
        files.merge(path, new File(content.length, 1),
                (old, fresh) -> new File(content.length, old.version() + 1));
    }

    private void grow(String path, byte[] more) throws IOException {
        write(path, more, false);
        files.computeIfPresent(path, (name, old) -> new File(old.size() + more.length, old.version() + 1));
    }

    private List<String> some(Random random) {
        List<String> chosen = new ArrayList<>();
        for (String path : files.keySet()) {
            if (random.nextInt(8) == 0 && !path.equals("large")) {
                chosen.add(path);
            }
        }
        return chosen;
    }

    private static int size(Random random) {
        return random.nextInt(20) == 0 ? random.nextInt(MIDDLE) : random.nextInt(SMALL);
    }

    private static byte[] content(Random random, int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    final SortedMap<String, File> files() {
        return files;
    }
}
