package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.path.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectKeysTest {
    private static final ObjectKeys KEYS = new ObjectKeys("data/in");

    static Stream<Arguments> keysWithPaths() {
        return Stream.of(Arguments.of("plain.txt", "plain.txt"), Arguments.of("a/b/c", "a/b/c"),
                Arguments.of(" two  spaces ", " two  spaces "), Arguments.of("100%25%", "100%2525%25"),
                Arguments.of("a+b&c<d>\"e'", "a+b&c<d>\"e'"), Arguments.of("back\\slash", "back\\slash"),
                Arguments.of("Ünïcödé/雪/😀", "Ünïcödé/雪/😀"), Arguments.of("e\u0301", "e\u0301"),
                Arguments.of("tab\tline\nbell\u0007del\u007F", "tab%09line%0Abell%07del%7F"),
                Arguments.of("?#;=:@,*|~`[]{}^$!", "?#;=:@,*|~`[]{}^$!"), Arguments.of("...", "..."),
                Arguments.of(".hidden", ".hidden"), Arguments.of("a/..b", "a/..b"),
                Arguments.of("k".repeat(1024 - 8), "k".repeat(1024 - 8)),
                Arguments.of("雪".repeat((1024 - 8) / 3), "雪".repeat((1024 - 8) / 3)));
    }

    @ParameterizedTest
    @MethodSource("keysWithPaths")
    void aKeyAndItsPathTellTheSame(String relative, String path) {
        String key = "data/in/" + relative;
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(KEYS.objection(key)).isEmpty();
        assertThat(KEYS.path(key).encoded()).isEqualTo(path);
        assertThat(KEYS.key(KEYS.path(key))).isEqualTo(key);
        assertThat(KEYS.directoryPath(key + '/')).isEqualTo(KEYS.path(key));
        assertThat(KEYS.directoryPrefix(KEYS.path(key))).isEqualTo(key + '/');
    }

    static Stream<Arguments> keysWithoutPaths() {
        return Stream.of(Arguments.of("data/in//a", "empty name"), Arguments.of("data/in/a//b", "empty name"),
                Arguments.of("data/in/", "empty name"), Arguments.of("data/in/a//", "ends in a slash"),
                Arguments.of("data/in/dir/", "ends in a slash"), Arguments.of("data/in/./a", "the name '.'"),
                Arguments.of("data/in/.", "the name '.'"), Arguments.of("data/in/a/..", "the name '..'"),
                Arguments.of("data/in/../a", "the name '..'"), Arguments.of("data/in/a\0b", "NUL"),
                Arguments.of("data/info", "not below"), Arguments.of("/data/in/a", "not below"));
    }

    @ParameterizedTest
    @MethodSource("keysWithoutPaths")
    void aKeyThatNoPathCanHaveIsReportedAndNotNormalised(String key, String reason) {
        assertThat(KEYS.objection(key)).hasValueSatisfying(told -> assertThat(told).contains(reason));
        assertThatThrownBy(() -> KEYS.path(key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aWholeBucketHasNoPrefix() {
        ObjectKeys whole = new ObjectKeys("");
        assertThat(whole.path("a/b")).isEqualTo(RawPath.ofText("a/b"));
        assertThat(whole.objection("/a")).hasValueSatisfying(told -> assertThat(told).contains("empty name"));
        assertThat(whole.directoryPrefix(RawPath.EMPTY)).isEmpty();
        assertThat(new ObjectKeys("a/").prefix()).isEqualTo(new ObjectKeys("a").prefix());
    }

    @Test
    void aDirectoryThatNoPathCanHaveIsReported() {
        assertThat(KEYS.directoryObjection("data/in/a/")).isEqualTo(Optional.empty());
        assertThat(KEYS.directoryObjection("data/in//")).isPresent();
        assertThat(KEYS.directoryObjection("data/in/../")).isPresent();
    }

    @Test
    void pathsThatAreNoTextHaveNoKey() {
        RawPath bytes = RawPath.ofBytes(new byte[]{(byte) 0xFF});
        assertThatThrownBy(() -> KEYS.key(bytes)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("%FF is not valid UTF-8");
    }
}
