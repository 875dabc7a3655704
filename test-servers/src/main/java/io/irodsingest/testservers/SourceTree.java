package io.irodsingest.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes source trees of a wanted shape. Files are named {@code f000001} and so on, directories {@code d01} and so on; what is in
 * the files is random, and the same for the same seed.
 *
 * @param depth levels of directories below the root; 0 puts all files into the root
 * @param fanOut directories in each directory that is not at the lowest level
 * @param files regular files in each directory that has no directories in it; with depth 0 those of the root
 * @param smallest bytes of the smallest file
 * @param largest bytes of the largest file
 */
public record SourceTree(int depth, int fanOut, int files, int smallest, int largest, long seed) {

    /** What a tree holds. */
    public record Made(long directories, long files, long bytes) {
        Made plus(Made other) {
            return new Made(directories + other.directories, files + other.files, bytes + other.bytes);
        }
    }

    /** Leaves of 50 files each, as many as are needed for at least so many files. */
    public static SourceTree ofFullChunks(int files, int size, long seed) {
        int leaves = Math.max(1, (files + 49) / 50);
        return leaves <= 100
                ? new SourceTree(1, leaves, 50, size, size, seed)
                : new SourceTree(2, (int) Math.ceil(Math.sqrt(leaves)), 50, size, size, seed);
    }

    /** Fills a directory, which is made when it is missing. */
    public Made makeIn(Path root) throws IOException {
        return make(root, depth, new Random(seed));
    }

    private Made make(Path directory, int levels, Random random) throws IOException {
        Files.createDirectories(directory);
        Made made = new Made(1, 0, 0);
        if (levels == 0) {
            return made.plus(fill(directory, random));
        }
        for (int i = 1; i <= fanOut; i++) {
            made = made.plus(make(directory.resolve(String.format("d%02d", i)), levels - 1, random));
        }
        return made;
    }

    private Made fill(Path directory, Random random) throws IOException {
        long bytes = 0;
        for (int i = 1; i <= files; i++) {
            byte[] content = new byte[smallest + (largest > smallest ? random.nextInt(largest - smallest + 1) : 0)];
            random.nextBytes(content);
            Files.write(directory.resolve(String.format("f%06d", i)), content);
            bytes += content.length;
        }
        return new Made(0, files, bytes);
    }
}
