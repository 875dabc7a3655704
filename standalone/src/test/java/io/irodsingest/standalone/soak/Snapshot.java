package io.irodsingest.standalone.soak;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a source had at a moment.
 *
 * @param files relative paths to what they were
 * @param directories relative paths; the source itself is the empty one
 */
record Snapshot(SortedMap<String, File> files, SortedSet<String> directories) {

    /** @param version grows whenever the file changes */
    record File(long size, int version) {}

    Snapshot {
        files = new TreeMap<>(files);
        directories = new TreeSet<>(directories);
    }

    long bytes() {
        return files.values().stream().mapToLong(File::size).sum();
    }

    /** How many of its files are in another snapshot as they are here. */
    long unchangedSince(Snapshot before) {
        return files.entrySet().stream().filter(file -> file.getValue().equals(before.files.get(file.getKey())))
                .count();
    }

    /** How many files another snapshot had that are not here any more. */
    long filesGoneSince(Snapshot before) {
        return before.files.keySet().stream().filter(path -> !files.containsKey(path)).count();
    }

    /** How many directories another snapshot had that are not here any more. */
    long directoriesGoneSince(Snapshot before) {
        return before.directories.stream().filter(path -> !directories.contains(path)).count();
    }

    /** What a source has that has only files: its directories are those that paths name. */
    static Snapshot ofFiles(Map<String, File> files) {
        TreeSet<String> directories = new TreeSet<>();
        directories.add("");
        for (String path : files.keySet()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                directories.add(path.substring(0, slash));
            }
        }
        return new Snapshot(new TreeMap<>(files), directories);
    }
}
