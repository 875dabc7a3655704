package io.irodsingest.standalone.soak;

import io.irodsingest.embedded.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedSet;
import java.util.TreeSet;

/** A directory, with all directories that ever were in it and were not removed. */
final class DirectorySource extends Changing {
    private final Path root;
    private final SortedSet<String> directories = new TreeSet<>();

    DirectorySource(Path root, boolean large) throws IOException {
        super(large);
        this.root = Files.createDirectories(root);
        directories.add("");
    }

    @Override
    public String address() {
        return root.toString().replace("%", "%25");
    }

    @Override
    void write(String path, byte[] content, boolean whole) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        for (Path above = file.getParent(); !above.equals(root); above = above.getParent()) {
            directories.add(root.relativize(above).toString());
        }
        Files.write(file, content, StandardOpenOption.CREATE,
                whole ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    }

    @Override
    void remove(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    @Override
    void removed(String directory) throws IOException {
        if (Files.isDirectory(root.resolve(directory))) {
            Trees.delete(root.resolve(directory));
            directories.removeIf(one -> one.equals(directory) || one.startsWith(directory + '/'));
        }
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(files(), directories);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(root.resolve(path));
    }
}
