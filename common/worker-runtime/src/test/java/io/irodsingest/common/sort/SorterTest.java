package io.irodsingest.common.sort;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SorterTest {
    private static List<SortedText> sorted(Sorter sorter) throws Exception {
        List<SortedText> all = new ArrayList<>();
        sorter.sorted().forEachRemaining(all::add);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1000,0", "1000,1000", "1000,1001", "7,1000", "1,20"})
    void whatIsAddedComesOutInOrderWhetherItFitsOrNot(int inMemory, int texts) throws Exception {
        Random random = new Random(texts);
        List<SortedText> expected = new ArrayList<>();
        try (Sorter sorter = new Sorter(inMemory)) {
            for (int i = 0; i < texts; i++) {
                SortedText text = new SortedText(random.nextLong() >> random.nextInt(64),
                        "näme \uD83D\uDE00 " + random.nextInt(texts));
                expected.add(text);
                sorter.add(text);
            }
            expected.sort(null);

            assertThat(sorter.size()).isEqualTo(texts);
            assertThat(sorted(sorter)).isEqualTo(expected);
            assertThat(sorted(sorter)).as("once more").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"100", "3"})
    void theyMayBeReadTwiceAtATime(int inMemory) throws Exception {
        try (Sorter sorter = new Sorter(inMemory)) {
            for (int i = 0; i < 10; i++) {
                sorter.add(new SortedText(i, ""));
            }
            Iterator<SortedText> first = sorter.sorted();
            first.next();
            Iterator<SortedText> second = sorter.sorted();

            assertThat(second.next().key()).isZero();
            assertThat(first.next().key()).isEqualTo(1);
        }
    }

    @Test
    void keysHaveNoSignAndEqualOnesAreSortedByTheirTexts() throws Exception {
        try (Sorter sorter = new Sorter(2)) {
            for (SortedText text : List.of(new SortedText(-1, "last"), new SortedText(1, "b"), new SortedText(1, "a"),
                    new SortedText(0, ""), new SortedText(1, "a"))) {
                sorter.add(text);
            }

            assertThat(sorted(sorter)).extracting(SortedText::text).containsExactly("", "a", "a", "b", "last");
        }
    }
}
