package io.irodsingest.ingesttasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.PathListReader.Separator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathListTest {
    private static final IngestSource DIRECTORY = IngestSource.directory(new RawPath("/data/lab")).byList();
    private static final IngestSource BUCKET = new IngestSource(new RawPath("/bucket/lab"),
            Optional.of(s3()), Exclusions.NONE, true);

    private static S3Options s3() {
        return new S3Options("store:9000", "us-east-1", Optional.empty(), true, 8, false, Optional.empty(),
                Optional.empty(), Optional.empty(), true, false);
    }

    private static List<RawPath> read(InputStream in, Separator separator, IngestSource source) throws IOException {
        PathListReader reader = new PathListReader(in, separator, source);
        List<RawPath> paths = new ArrayList<>();
        for (Optional<RawPath> path = reader.next(); path.isPresent(); path = reader.next()) {
            paths.add(path.get());
        }
        return paths;
    }

    private static List<RawPath> read(String text, Separator separator, IngestSource source) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), separator, source);
    }

    private static List<RawPath> lines(String text, IngestSource source) throws IOException {
        return read(text, Separator.LINE_FEED, source);
    }

    @Test
    void pathsOfAnyBytesAreReadAndKeptAsTheyAre() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("PathListTest seed " + seed);
        Random random = new Random(seed);
        for (Separator separator : Separator.values()) {
            List<RawPath> paths = new ArrayList<>();
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            int count = random.nextInt(2_000);
            for (int i = 0; i < count; i++) {
                RawPath path = path(random, separator);
                paths.add(path);
                list.writeBytes(switch (random.nextInt(3)) {
                    case 0 -> "/data/lab/".getBytes(StandardCharsets.UTF_8);
                    case 1 -> "./".getBytes(StandardCharsets.UTF_8);
                    default -> new byte[0];
                });
                list.writeBytes(path.bytes());
                if (i < count - 1 || random.nextBoolean()) {
                    list.write(separator == Separator.NUL ? 0 : '\n');
                }
            }
            InputStream inPieces = new ByteArrayInputStream(list.toByteArray()) {
                @Override
                public synchronized int read(byte[] bytes, int from, int length) {
                    return super.read(bytes, from, Math.min(length, 1 + random.nextInt(500)));
                }
            };

            List<RawPath> found = read(inPieces, separator, DIRECTORY);

            assertThat(found).isEqualTo(paths);
            assertThat(PathListPart.decode(PathListPart.encode(found))).isEqualTo(paths);
        }
    }

    private static RawPath path(Random random, Separator separator) {
        RawPath path = RawPath.EMPTY;
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            byte[] name = new byte[2 + random.nextInt(20)];
            for (int i = 0; i < name.length; i++) {
                do {
                    name[i] = (byte) random.nextInt(256);
                } while (name[i] == 0 || name[i] == '/' || i < 2 && name[i] == '.'
                        || separator == Separator.LINE_FEED && name[i] == '\n');
            }
            path = path.resolve(RawPath.ofBytes(name));
        }
        return path;
    }

    @Test
    void theSourceItselfAndSpellingsOfAPathAreUnderstood() throws IOException {
        assertThat(lines("/data/lab\n.\n/data//lab/./a//b/\nc\n", DIRECTORY)).extracting(RawPath::encoded)
                .containsExactly("a/b", "c");
        assertThat(lines("/a\n", IngestSource.directory(new RawPath("/")))).extracting(RawPath::encoded)
                .containsExactly("a");
        assertThat(lines("a/b\ns3://bucket/lab/c\n/bucket/lab/d/\n", BUCKET)).extracting(RawPath::encoded)
                .containsExactly("a/b", "c", "d");
        assertThat(lines("", DIRECTORY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a\\n\\nb|line 2 is empty",
            "a\\n/data/labs/b|line 2 is not below the source /data/lab: /data/labs/b",
            "/data|line 1 is not below the source", "a\\nb\\nc/../d|line 3 has a '..' element: c/../d",
            "a\\0b|line 1 has a NUL in it: say that the list has NULs between paths"})
    void aWrongLineIsToldByItsNumber(String list, String because) {
        assertThatThrownBy(() -> lines(list.replace("\\n", "\n").replace("\\0", "\0"), DIRECTORY))
                .isInstanceOf(InvalidJobException.class).hasMessageStartingWith("the list: " + because).message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a//b|line 1 has an empty, '.' or '..' element", "./a|line 1 has an empty",
            "s3://other/lab/a|line 1 is not below the source /bucket/lab"})
    void aKeyIsNoOtherSpelling(String list, String because) {
        assertThatThrownBy(() -> lines(list, BUCKET)).isInstanceOf(InvalidJobException.class)
                .hasMessageStartingWith("the list: " + because);
    }

    @Test
    void aPathIsNotTooLong() throws IOException {
        String longest = "a/".repeat(2_047) + "a";
        assertThat(lines(longest + "\nb", DIRECTORY)).hasSize(2);
        assertThatThrownBy(() -> lines("b\n" + longest + "a\n", DIRECTORY))
                .hasMessage("the list: line 2 has more than 4095 bytes");
        assertThatThrownBy(() -> read("some/path\n".repeat(1_000), Separator.NUL, DIRECTORY))
                .hasMessage("the list: path 1 has more than 4095 bytes; the list seems to have line feeds between"
                        + " paths, and no NULs");
    }
}
