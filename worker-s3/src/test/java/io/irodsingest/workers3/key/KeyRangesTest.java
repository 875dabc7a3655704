package io.irodsingest.workers3.key;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRangesTest {
    private static final int PAGE = 1000;

    private int probes;

    @ParameterizedTest
    @EnumSource
    void halvesOfTheRestAreNotTooUnequalAndCostFewProbes(KeyNames names) throws IOException {
        for (int count : new int[]{1100, 2500, 5000, 40_000}) {
            List<String> keys = names.list("data/", count);
            Optional<String> name = split(keys, KeyRange.ALL);
            long rest = keys.size() - PAGE;
            long first = name.isPresent() ? upTo(keys, name.get()) - PAGE : 0;
            assertThat(name).isPresent();
            assertThat(first).isBetween(1L, rest - 1);
            assertThat(probes).isLessThanOrEqualTo(KeyRanges.MOST_PROBES);
            if (count > 2000) {
                assertThat((double) first / rest).isBetween(0.1, 0.9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void dividingAgainAndAgainComesToPages(KeyNames names) throws IOException {
        TreeSet<String> keys = set(names.list("data/", 20_000));
        int ranges = read(keys, KeyRange.ALL, 0);
        assertThat(ranges).isGreaterThan(4);
    }

    @Test
    void theUpperEndIsHeld() throws IOException {
        List<String> keys = KeyNames.CAMERA.list("", 5000);
        String end = "IMG_002000.jpg";
        Optional<String> name = split(keys, KeyRange.ALL.through(end));
        assertThat(name.orElseThrow()).isGreaterThan(keys.get(PAGE - 1)).isLessThan(end);
        assertThat(split(keys, KeyRange.ALL.through(keys.get(PAGE)))).isEmpty();
        assertThat(split(keys, KeyRange.ALL.through(keys.get(PAGE + 1)))).isPresent();
    }

    @Test
    void namesOfAnotherKindAreLeftToTheNextPage() throws IOException {
        List<String> keys = Stream.concat(KeyNames.CAMERA.list("", PAGE).stream(), Stream.of("zzz")).toList();
        assertThat(split(keys, KeyRange.ALL)).isEmpty();
        assertThat(probes).isLessThanOrEqualTo(KeyRanges.MOST_PROBES);
    }

    @Test
    void whatCannotBeDividedIsTold() throws IOException {
        assertThat(split(KeyNames.CAMERA.list("", PAGE), KeyRange.ALL)).isEmpty();
        assertThat(split(KeyNames.CAMERA.list("", PAGE + 1), KeyRange.ALL)).isEmpty();
        List<String> long1 = KeyNames.CAMERA.list("x".repeat(1010), 5000);
        assertThat(split(long1, KeyRange.ALL)).isEmpty();
        assertThat(KeyRanges.split(name -> Optional.of("b"), List.of("a"), KeyRange.ALL)).isEmpty();
        List<String> faces = Stream.iterate(0x1F600, i -> i + 1).limit(5000).map(Character::toString).toList();
        assertThat(split(faces, KeyRange.ALL)).isEmpty();
    }

    /** Reads a range as tasks would: a page, then two halves of the rest. @return how many ranges it became */
    private int read(TreeSet<String> keys, KeyRange range, int depth) throws IOException {
        assertThat(depth).isLessThan(30);
        List<String> rest = keys.stream().filter(key -> range.after().isEmpty()
                || KeyOrder.KEYS.compare(key, range.after().get()) > 0).filter(range::reaches).toList();
        if (rest.size() <= PAGE) {
            assertThat(rest).isNotEmpty();
            return 1;
        }
        Optional<String> name = KeyRanges.split(after -> Optional.ofNullable(keys.higher(after)),
                rest.subList(0, PAGE), range);
        KeyRange left = range.from(rest.get(PAGE - 1));
        return 1 + (name.isEmpty()
                ? read(keys, left, depth + 1)
                : read(keys, left.through(name.get()), depth + 1) + read(keys, left.from(name.get()), depth + 1));
    }

    private Optional<String> split(List<String> keys, KeyRange range) throws IOException {
        TreeSet<String> sorted = set(keys);
        probes = 0;
        return KeyRanges.split(name -> {
            probes++;
            return Optional.ofNullable(sorted.higher(name));
        }, keys.subList(0, PAGE), range);
    }

    private static TreeSet<String> set(List<String> keys) {
        TreeSet<String> set = new TreeSet<>(KeyOrder.KEYS);
        set.addAll(keys);
        return set;
    }

    private static long upTo(List<String> keys, String name) {
        return keys.stream().filter(key -> KeyOrder.KEYS.compare(key, name) <= 0).count();
    }
}
