package io.irodsingest.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.standalone.soak.Kind.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of jobs are compared with what a source says of itself, so that must be what is there. */
class ChangingTest {
    @TempDir
    private Path directory;

    @Test
    void whatASourceSaysIsWhatIsThere() throws IOException {
        DirectorySource source = new DirectorySource(directory.resolve("a"), false);
        Random random = new Random(5);
        source.fill(random);
        Snapshot before = source.snapshot();
        for (int i = 0; i < 3; i++) {
            source.change(random, EnumSet.allOf(Change.class));
            assertSame(source, directory.resolve("a"));
        }
        Snapshot after = source.snapshot();
        assertThat(after.unchangedSince(before)).isPositive().isLessThan(before.files().size());
        assertThat(after.filesGoneSince(before)).isPositive();
        assertThat(after.unchangedSince(after)).isEqualTo(after.files().size());
    }

    @Test
    void theSameSeedMakesTheSameSource() throws IOException {
        Snapshot[] made = new Snapshot[2];
        for (int i = 0; i < 2; i++) {
            DirectorySource source = new DirectorySource(directory.resolve("s" + i), false);
            source.fill(new Random(6));
            made[i] = source.snapshot();
        }
        assertThat(made[0]).isEqualTo(made[1]);
    }

    private static void assertSame(Source source, Path root) throws IOException {
        Snapshot said = source.snapshot();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.toList()) {
                String relative = root.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    assertThat(said.directories()).contains(relative);
                } else {
                    assertThat(said.files().get(relative).size()).isEqualTo(Files.size(path));
                }
            }
        }
        assertThat(said.directories()).allSatisfy(path -> assertThat(root.resolve(path)).isDirectory());
        for (String path : said.files().keySet()) {
            assertThat(root.resolve(path)).isRegularFile();
            try (InputStream content = source.open(path)) {
                assertThat(content.readAllBytes()).hasSize((int) said.files().get(path).size());
            }
        }
    }
}
