package io.irodsingest.batchtasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.common.task.Deflated;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and results come out of the state store as they went in. */
class ChunksTest {
    private static final List<String> TEXTS = List.of("", "a\tb", "two\nlines", "\"quoted\"", "ä€😀", "\u2028", "\\",
            " ");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowsAndResultsStayWhatTheyAre(long seed) {
        RandomGenerator random = new Random(seed);
        List<BatchRow> rows = new ArrayList<>();
        Map<Long, StoredResult> results = new LinkedHashMap<>();
        for (long line = random.nextInt(2); line < 500; line += 1 + random.nextInt(5)) {
            rows.add(new BatchRow(line, "{\"n\":" + random.nextInt() + ",\"t\":\"\\t\\n\"}"));
            results.put(line, result(line, random));
        }
        assertThat(RowChunk.decode(RowChunk.encode(rows))).as("seed %d", seed).isEqualTo(rows);
        assertThat(ResultChunk.decode(ResultChunk.encode(results.values()))).as("seed %d", seed).isEqualTo(results);
    }

    private static StoredResult result(long line, RandomGenerator random) {
        Map<String, String> output = random.nextBoolean()
                ? Map.of()
                : Map.of("good.csv", text(random), "bad.csv", text(random));
        return switch (random.nextInt(3)) {
            case 0 -> new Succeeded(line, "{\"a\":" + random.nextInt() + '}', output);
            case 1 -> new Failed(line, List.of(text(random), text(random)), output);
            default -> new PutBack(line, random.nextInt(9), text(random));
        };
    }

    private static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @Test
    void whatIsDamagedIsToldSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> RowChunk.decode(new byte[]{1, 2, 3}))
                .withMessageContaining("damaged");
        assertThatIllegalArgumentException().isThrownBy(() -> ResultChunk.decode(Deflated.of(Stream.of("7\ts\n"))))
                .withMessageContaining("damaged");
        assertThatIllegalArgumentException().isThrownBy(() -> ResultChunk.decode(Deflated.of(Stream.of("7\tx\t1\n"))))
                .withMessageContaining("newer version");
    }

    @Test
    void aSmallBatchIsDividedAndALargeOneHasLargeChunks() {
        assertThat(sizes(25, 10)).containsExactly(10, 10, 5);
        assertThat(sizes(1_000, 10)).allSatisfy(size -> assertThat(size).isBetween(1, 16));
        List<Integer> many = sizes(1_000_000, 10);
        assertThat(many).hasSizeLessThan(1_500).contains(Chunking.MOST);
        assertThat(many.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000_000);
    }

    @Test
    void rowsOfMuchTextMakeSmallChunks() {
        assertThat(sizes(8, 100_000)).containsExactly(2, 2, 2, 2);
        assertThat(sizes(3, 300_000)).containsExactly(1, 1, 1);
    }

    private static List<Integer> sizes(int rows, int characters) {
        Chunking chunking = new Chunking();
        String json = '"' + "x".repeat(characters - 2) + '"';
        List<Integer> sizes = new ArrayList<>();
        LongStream.rangeClosed(1, rows)
                .forEach(line -> chunking.add(new BatchRow(line, json)).ifPresent(chunk -> sizes.add(chunk.size())));
        chunking.rest().ifPresent(chunk -> sizes.add(chunk.size()));
        assertThat(chunking.rest()).isEmpty();
        return sizes;
    }

    @Test
    void chunksKeepTheOrderOfRows() {
        Chunking chunking = new Chunking();
        List<Long> lines = new ArrayList<>();
        IntStream.rangeClosed(1, 2_345).forEach(line -> chunking.add(new BatchRow(line, "1"))
                .ifPresent(chunk -> chunk.forEach(row -> lines.add(row.line()))));
        chunking.rest().ifPresent(chunk -> chunk.forEach(row -> lines.add(row.line())));
        assertThat(lines).hasSize(2_345).isSorted();
    }
}
