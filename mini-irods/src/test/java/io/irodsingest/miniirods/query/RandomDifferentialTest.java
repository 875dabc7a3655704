package io.irodsingest.miniirods.query;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.query.RandomConditions.Condition;
import io.irodsingest.miniirods.query.RandomConditions.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random rows and random conditions: both languages find what a plain filter finds. */
class RandomDifferentialTest {
    private static final int CONDITIONS = 1500;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomConditions conditions = new RandomConditions(random);

    @Test
    void bothLanguagesFilterAsJavaDoes() throws Exception {
        System.out.println("RandomDifferentialTest: -Dseed=" + seed);
        try (TestCatalog catalog = new TestCatalog()) {
            List<Row> rows = fill(catalog);
            for (int i = 0; i < CONDITIONS; i++) {
                genQuery1(catalog, rows);
                genQuery2(catalog, rows);
            }
        }
    }

    private List<Row> fill(TestCatalog catalog) throws Exception {
        long home = catalog.collection(TestCatalog.HOME);
        Set<String> names = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        while (rows.size() < 200) {
            Row row = new Row(conditions.name(), random.nextInt(40));
            if (names.add(row.name())) {
                catalog.object(home, row.name(), row.size());
                rows.add(row);
            }
        }
        return rows;
    }

    private void genQuery1(TestCatalog catalog, List<Row> rows) throws Exception {
        Condition onName = random.nextBoolean() ? conditions.onName(true) : conditions.compoundOnName();
        Condition onSize = conditions.onSize();
        List<GenQuery1.Condition> where = List.of(
                new GenQuery1.Condition(403, onName.genQuery1()), new GenQuery1.Condition(407, onSize.genQuery1()));
        assertThat(catalog.query(new GenQuery1(256, 0, 0, TestCatalog.select(403, 407), where))
                .rows())
                .as("seed %d: %s", seed, where)
                .isEqualTo(expected(rows, onName.test().and(onSize.test())));
    }

    private void genQuery2(TestCatalog catalog, List<Row> rows) throws Exception {
        Condition condition = conditions.tree(1 + random.nextInt(3));
        String query = "select DATA_NAME, DATA_SIZE where " + condition.genQuery2();
        assertThat(catalog.query(query)).as("seed %d: %s", seed, query).isEqualTo(expected(rows, condition.test()));
    }

    private static List<List<String>> expected(List<Row> rows, java.util.function.Predicate<Row> test) {
        return rows.stream()
                .filter(test)
                .sorted(Comparator.comparing(Row::name))
                .map(row -> List.of(row.name(), Long.toString(row.size())))
                .toList();
    }
}
