package io.irodsingest.common.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RawPathTest {

    /** Names that are hard in one way or another, as bytes. */
    static Stream<byte[]> hardNames() {
        long seed = System.nanoTime();
        System.out.println("RawPathTest seed " + seed);
        Random random = new Random(seed);
        List<byte[]> names = new ArrayList<>();
        for (String text : List.of("plain.txt", "new\nline", "tab\there", "quote\"", "apostrophe'", "back\\slash",
                "100%", "%41",
                ".hidden", "-dash", " ", "é", "日本語", "😀", "\u0001\u007f", "x".repeat(255), "\ufffd")) {
            names.add(text.getBytes(StandardCharsets.UTF_8));
        }
        names.add(new byte[]{(byte) 0xFF});
        names.add(new byte[]{'a', (byte) 0xC3, 'b'});
        names.add(new byte[]{(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        names.add(new byte[]{(byte) 0xF0, (byte) 0x9F, (byte) 0x98});
        for (int i = 0; i < 200; i++) {
            byte[] name = new byte[1 + random.nextInt(40)];
            for (int j = 0; j < name.length; j++) {
                name[j] = aByteOfAName(random);
            }
            names.add(name);
        }
        return names.stream().filter(name -> !(name.length <= 2 && name[0] == '.'));
    }

    private static byte aByteOfAName(Random random) {
        while (true) {
            byte b = (byte) (random.nextBoolean() ? random.nextInt(256) : "ab%é.".charAt(random.nextInt(5)));
            if (b != 0 && b != '/') {
                return b;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hardNames")
    void theFormGivesTheBytesBack(byte[] name) {
        RawPath path = RawPath.ofBytes(name);
        assertThat(path.bytes()).isEqualTo(name);
        assertThat(RawPath.parse(path.encoded())).isEqualTo(path);
        assertThat(path.encoded().chars()).noneMatch(c -> c < ' ' || c == 0x7F);
    }

    @ParameterizedTest
    @MethodSource("hardNames")
    void textIsThereExactlyForValidUtf8(byte[] name) {
        String decoded = new String(name, StandardCharsets.UTF_8);
        boolean valid = java.util.Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), name);
        assertThat(RawPath.ofBytes(name).text())
                .isEqualTo(valid ? java.util.Optional.of(decoded) : java.util.Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("hardNames")
    void aFileIsFoundUnderItsBytes(byte[] name, @TempDir Path directory) throws IOException {
        RawPath file = RawPath.of(directory).resolve(RawPath.ofBytes(name));
        Files.writeString(file.toPath(), "here");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            Path found = entries.iterator().next();
            assertThat(RawPath.of(found)).isEqualTo(file);
            assertThat(RawPath.of(found).name().bytes()).isEqualTo(name);
            assertThat(RawPath.of(found.getFileName()).bytes()).isEqualTo(name);
            assertThat(Files.readString(RawPath.of(found).toPath())).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @CsvSource({"/a/b,/a,b", "/a,/,a", "a,'',a", "a/b/c,a/b,c", "/,/,''"})
    void namesAndParents(String path, String parent, String name) {
        assertThat(RawPath.ofText(path).parent()).isEqualTo(RawPath.ofText(parent));
        assertThat(RawPath.ofText(path).name()).isEqualTo(RawPath.ofText(name));
    }

    @Test
    void resolvingAnEmptyPathChangesNothing() {
        RawPath path = RawPath.ofText("/a");
        assertThat(path.resolve(RawPath.EMPTY)).isEqualTo(path);
        assertThat(RawPath.EMPTY.resolve(path)).isEqualTo(path);
        assertThat(RawPath.ofText("/").resolve(RawPath.ofText("b"))).isEqualTo(RawPath.ofText("/b"));
        assertThatThrownBy(RawPath.EMPTY::toPath).isInstanceOf(IllegalArgumentException.class);
    }
}
