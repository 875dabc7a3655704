package io.irodsingest.miniirods.query;

import static io.irodsingest.miniirods.query.TestCatalog.first;
import static io.irodsingest.miniirods.query.TestCatalog.select;
import static io.irodsingest.miniirods.query.TestCatalog.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenQuery1Test {
    private static final int ORDER_BY_DESC = 0x800;

    private TestCatalog catalog;
    private long home;

    @BeforeEach
    void fill() throws Exception {
        catalog = new TestCatalog();
        home = catalog.collection(TestCatalog.HOME);
    }

    @AfterEach
    void close() throws Exception {
        catalog.close();
    }

    @Test
    void replicasOfACollection() throws Exception {
        long one = catalog.object(home, "one", 4);
        catalog.replica(one, home, "one", 1, 8, TestCatalog.LEAF);
        Rows rows = catalog
                .query(where(501, "= '" + TestCatalog.HOME + "'", 403, 404, 407, 409, 410, 413, 415, 422, 423));
        assertThat(rows.columns()).containsExactly(403, 404, 407, 409, 410, 413, 415, 422, 423);
        assertThat(rows.rows())
                .containsExactly(
                        List.of("one", "0", "4", "demoResc", "/source/one", "1", "", "demoResc", "10"),
                        List.of("one", "1", "8", "leafResc", "/source/one", "1", "", "rootResc;leafResc", "12"));
        assertThat(rows.continuation()).isZero();
    }

    @Test
    void pagesNeitherLoseNorRepeat() throws Exception {
        for (int i = 0; i < 600; i++) {
            catalog.object(home, "file" + i, i % 3);
        }
        List<String> names = new ArrayList<>();
        Rows page;
        do {
            page = catalog.query(new GenQuery1(256, names.size(), 0, select(407, 403), List.of()));
            names.addAll(page.rows().stream().map(row -> row.get(1)).toList());
        } while (page.continuation() != 0);
        assertThat(names).hasSize(600).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void continuationIsExact() throws Exception {
        catalog.object(home, "a", 1);
        catalog.object(home, "b", 1);
        int autoClose = 0x100;
        assertThat(catalog.query(new GenQuery1(2, 0, 0, select(403), List.of())).continuation())
                .isZero();
        assertThat(catalog.query(new GenQuery1(1, 0, 0, select(403), List.of())).continuation())
                .isPositive();
        assertThat(catalog.query(new GenQuery1(1, 0, autoClose, select(403), List.of()))
                .continuation())
                .isEqualTo(-1);
        assertThat(catalog.query(new GenQuery1(0, 0, 0, select(403), List.of())).rows())
                .isEmpty();
        assertThat(catalog.query(new GenQuery1(256, 2, 0, select(403), List.of())).rows())
                .isEmpty();
    }

    @Test
    void distinctUnlessAskedOtherwise() throws Exception {
        int noDistinct = 0x40;
        catalog.object(home, "a", 7);
        catalog.object(home, "b", 7);
        assertThat(catalog.query(new GenQuery1(256, 0, 0, select(407), List.of())).rows())
                .containsExactly(List.of("7"));
        assertThat(catalog.query(new GenQuery1(256, 0, noDistinct, select(407), List.of()))
                .rows())
                .containsExactly(List.of("7"), List.of("7"));
    }

    @Test
    void aggregatesGroupByTheRest() throws Exception {
        long other = catalog.collection(TestCatalog.HOME + "/x");
        catalog.object(home, "a", 3);
        catalog.object(home, "b", 4);
        catalog.object(other, "c", 100);
        List<GenQuery1.Selected> selected = List.of(
                new GenQuery1.Selected(501, 1),
                new GenQuery1.Selected(407, 2),
                new GenQuery1.Selected(407, 3),
                new GenQuery1.Selected(407, 4),
                new GenQuery1.Selected(407, 5),
                new GenQuery1.Selected(401, 6));
        assertThat(catalog.query(new GenQuery1(256, 0, 0, selected, List.of())).rows())
                .containsExactly(
                        List.of(TestCatalog.HOME, "3", "4", "7", "3.5", "2"),
                        List.of(TestCatalog.HOME + "/x", "100", "100", "100", "100", "1"));
        assertThat(catalog.query(new GenQuery1(
                256,
                0,
                0,
                List.of(new GenQuery1.Selected(407, 4), new GenQuery1.Selected(407, 6)),
                List.of(new GenQuery1.Condition(501, "= '/nowhere'"))))
                .rows())
                .containsExactly(List.of("", "0"));
    }

    @Test
    void orderAskedForComesFirst() throws Exception {
        catalog.object(home, "a", 1);
        catalog.object(home, "b", 2);
        catalog.object(home, "c", 2);
        List<GenQuery1.Selected> selected = List.of(new GenQuery1.Selected(403, 1),
                new GenQuery1.Selected(407, 1 | ORDER_BY_DESC));
        assertThat(first(catalog.query(new GenQuery1(256, 0, 0, selected, List.of()))
                .rows()))
                .containsExactly("b", "c", "a");
    }

    @Test
    void avus() throws Exception {
        long a = catalog.object(home, "a", 1);
        long b = catalog.object(home, "b", 1);
        catalog.avu(a, "colour", "red", "");
        catalog.avu(a, "shape", "round", "mm");
        catalog.avu(b, "colour", "red", "");
        catalog.avu(home, "project", "p1", "");
        assertThat(catalog.query(where(403, "= 'a'", 600, 601, 602)).rows())
                .containsExactly(List.of("colour", "red", ""), List.of("shape", "round", "mm"));
        assertThat(catalog.query(where(610, "= 'project'", 501, 611)).rows())
                .containsExactly(List.of(TestCatalog.HOME, "p1"));
        List<GenQuery1.Condition> both = List.of(
                new GenQuery1.Condition(600, "= 'colour'"),
                new GenQuery1.Condition(601, "= 'red'"),
                new GenQuery1.Condition(600, "= 'shape'"),
                new GenQuery1.Condition(601, "= 'round'"));
        assertThat(first(catalog.query(new GenQuery1(256, 0, 0, select(403), both))
                .rows()))
                .containsExactly("a");
    }

    @Test
    void severalAvusOfUsersAreRefused() {
        List<GenQuery1.Condition> both = List.of(new GenQuery1.Condition(640, "= 'a'"),
                new GenQuery1.Condition(640, "= 'b'"));
        assertStatus(-816_000, new GenQuery1(256, 0, 0, select(202), both));
    }

    @Test
    void accessAndGroups() throws Exception {
        long a = catalog.object(home, "a", 1);
        catalog.access(a, TestCatalog.LAB, 1050);
        assertThat(catalog.query(where(403, "= 'a'", 1310, 701, 702)).rows())
                .containsExactly(
                        List.of("bob", "read_object", "access_type"),
                        List.of("lab", "read_object", "access_type"),
                        List.of("rods", "own", "access_type"));
        assertThat(first(catalog.query(where(901, "= 'lab'", 202)).rows())).containsExactly("bob", "lab");
    }

    @Test
    void resources() throws Exception {
        assertThat(catalog.query(where(302, "= 'leafResc'", 301, 302, 304, 317)).rows())
                .containsExactly(List.of("12", "leafResc", "unixfilesystem", "11"));
    }

    @Test
    void refused() {
        assertStatus(-823_000, new GenQuery1(256, 0, 0, select(99_999), List.of()));
        assertStatus(-823_000, where(99_999, "= 'x'", 403));
        assertStatus(-825_000, new GenQuery1(256, 0, 0, select(102, 403), List.of()));
        assertStatus(-825_000, new GenQuery1(256, 0, 0, List.of(), List.of()));
        assertStatus(
                -806_000, new GenQuery1(256, 0, 0, List.of(new GenQuery1.Selected(403, 4)), List.of())); // sum of names
    }

    private void assertStatus(int status, GenQuery1 query) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> catalog.query(query))
                .returns(status, QueryException::status);
    }
}
