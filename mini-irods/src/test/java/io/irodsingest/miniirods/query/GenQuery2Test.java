package io.irodsingest.miniirods.query;

import static io.irodsingest.miniirods.query.TestCatalog.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenQuery2Test {
    private static TestCatalog catalog;

    @BeforeAll
    static void fill() throws Exception {
        catalog = new TestCatalog();
        long home = catalog.collection(TestCatalog.HOME);
        long a = catalog.object(home, "a", 1);
        catalog.avu(a, "colour", "red", "");
        catalog.object(home, "b", 2);
        catalog.object(home, "it's", 4);
        catalog.object(home, "back\\slash", 10);
        catalog.object(home, "hex\\x41", 20);
        catalog.object(home, "50%", 30);
        catalog.object(home, "ä", 40);
        catalog.object(home, "line\nfeed", 50);
        long sub = catalog.collection(TestCatalog.HOME + "/sub");
        catalog.replica(999, sub, "deep", 0, 7, TestCatalog.LEAF);
    }

    @AfterAll
    static void close() throws Exception {
        catalog.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ';', value = {
            "DATA_NAME = 'a'; a",
            "DATA_NAME = 'it''s'; it's",
            "DATA_NAME = 'it\\x27s'; it's",
            "DATA_NAME = 'back\\slash'; back\\slash",
            "DATA_NAME = 'hex\\x5cx41'; hex\\x41",
            "DATA_NAME = 'hex\\x41'; ",
            "DATA_NAME = '\\xc3\\xA4'; ä",
            "DATA_NAME = 'ä'; ä",
            "DATA_NAME like 'line_feed' and DATA_NAME = 'line\\x0afeed'; line feed",
            "DATA_NAME like '50\\%'; 50%",
            "DATA_NAME = ''; ",
            "DATA_NAME like '%\\\\\\\\%'; ",
            "DATA_NAME like 'back\\\\slash'; back\\slash",
            "DATA_NAME in ('a', 'it''s', 'c'); a,it's",
            "DATA_NAME not in ('a', 'it''s') and DATA_NAME < 'c'; 50%,b,back\\slash",
            "DATA_SIZE between '1' and '2'; a,b",
            "DATA_SIZE not between '2' and '100'; a",
            "DATA_SIZE >= '10' and DATA_SIZE <= '20'; back\\slash,hex\\x41",
            "DATA_SIZE != '1' and DATA_SIZE <> '2' and DATA_SIZE < '7'; it's",
            "DATA_NAME = 'a' or DATA_NAME = 'b' and DATA_SIZE = '1'; a",
            "(DATA_NAME = 'a' or DATA_NAME = 'b') and DATA_SIZE = '2'; b",
            "not DATA_NAME = 'a' and DATA_SIZE < '4'; b",
            "not (DATA_NAME = 'a' or DATA_SIZE > '2'); b",
            "cast(DATA_SIZE as varchar) like '1%'; a,back\\slash",
            "cast(DATA_SIZE as decimal) < '1.5'; a",
            "upper(DATA_NAME) = 'A'; a",
            "META_DATA_ATTR_NAME = 'colour'; a",
            "META_DATA_ATTR_NAME is null and DATA_SIZE < '4'; b",
            "META_DATA_ATTR_NAME is not null; a",
            "COLL_NAME like '%/sub'; deep",
            "DATA_RESC_ID = '12'; deep",
    })
    void namesFound(String condition, String names) throws Exception {
        List<String> expected = names == null ? List.of() : List.of(names.split(","));
        assertThat(first(catalog.query("SELECT DISTINCT DATA_NAME Where " + condition + " order by DATA_NAME")).stream()
                .map(name -> name.replace('\n', ' ')))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void ordersAndRanges() throws Exception {
        assertThat(first(catalog.query("select DATA_NAME order by DATA_SIZE desc limit 2")))
                .containsExactly("line\nfeed", "ä");
        assertThat(first(catalog.query("select DATA_NAME order by DATA_SIZE offset 1 limit 2")))
                .containsExactly("b", "it's");
        assertThat(first(catalog.query("select DATA_NAME limit 1 offset 2 order by DATA_SIZE asc")))
                .containsExactly("it's");
        assertThat(first(catalog.query("select DATA_NAME order by DATA_SIZE fetch first 1 rows only offset 1")))
                .containsExactly("b");
        assertThat(first(catalog.query("select DATA_NAME order by DATA_SIZE offset 2 fetch first 1 rows only")))
                .containsExactly("it's");
        assertThat(catalog.query("select DATA_NAME limit 0")).isEmpty();
    }

    @Test
    void aggregates() throws Exception {
        assertThat(catalog.query("select COLL_NAME, count(DATA_ID), sum(DATA_SIZE), min(DATA_NAME), max(DATA_SIZE),"
                + " avg(DATA_SIZE) where DATA_SIZE < '8' group by COLL_NAME order by count(DATA_ID)"))
                .containsExactly(
                        List.of(TestCatalog.HOME + "/sub", "1", "7", "deep", "7", "7"),
                        List.of(TestCatalog.HOME, "3", "7", "a", "4", "2.3333333333"));
        assertThat(catalog.query("select count(distinct COLL_NAME) where DATA_SIZE > '0'"))
                .containsExactly(List.of("2"));
    }

    @Test
    void hierarchiesOfEachLength() throws Exception {
        assertThat(catalog.query("select DATA_NAME, DATA_RESC_HIER where COLL_NAME like '%/sub'"))
                .containsExactly(List.of("deep", "leafResc"), List.of("deep", "rootResc;leafResc"));
        assertThat(catalog.query("select DATA_NAME, DATA_RESC_HIER where DATA_RESC_HIER like 'root%'"))
                .containsExactly(List.of("deep", "rootResc;leafResc"));
    }

    @Test
    void aRowForEachUserWithAccessUnlessDistinct() throws Exception {
        try (TestCatalog shared = new TestCatalog()) {
            long object = shared.object(shared.collection(TestCatalog.HOME), "a", 1);
            shared.access(object, TestCatalog.LAB, 1050);
            assertThat(shared.query("select DATA_NAME")).containsExactly(List.of("a"), List.of("a"), List.of("a"));
            assertThat(shared.query("select distinct DATA_NAME")).containsExactly(List.of("a"));
            assertThat(shared.query("select DATA_ACCESS_USER_NAME, DATA_ACCESS_PERM_NAME"))
                    .containsExactly(
                            List.of("bob", "read_object"), List.of("lab", "read_object"), List.of("rods", "own"));
        }
    }

    @Test
    void usersAndZones() throws Exception {
        assertThat(catalog.query("select ZONE_NAME where ZONE_TYPE = 'local'")).containsExactly(List.of("tempZone"));
        assertThat(catalog.query("select USER_TYPE where USER_TYPE != 'rodsgroup' and USER_NAME = 'rods'"
                + " and USER_ZONE = 'tempZone'"))
                .containsExactly(List.of("rodsadmin"));
        assertThat(catalog.query("select GROUP_MEMBER_ID where USER_NAME = 'lab'"))
                .containsExactly(List.of("4"), List.of("5"));
        assertThat(catalog.query("select RESC_ID, RESC_NAME, RESC_PARENT_ID order by RESC_NAME"))
                .containsExactly(
                        List.of("10", "demoResc", ""), List.of("12", "leafResc", "11"), List.of("11", "rootResc", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "select",
            "select DATA_NAME where",
            "select DATA_NAME where DATA_NAME = 'a",
            "select DATA_NAME where DATA_NAME = a",
            "select DATA_NAME where DATA_SIZE = 1",
            "select DATA_NAME where DATA_NAME not = 'a'",
            "select DATA_NAME where DATA_NAME in ()",
            "select DATA_NAME limit -1",
            "select DATA_NAME limit 1 limit 2",
            "select DATA_NAME; delete",
            "select no distinct DATA_NAME",
            "select count(*)",
            "select DATA_NAME order by DATA_NAME group by DATA_NAME",
            "select DATA_NAME where DATA_SIZE = 'x'",
            "select DATA_NAME where DATA_NAME = '\\xff'",
            "select DATA_NAME where DATA_NAME like 'x\\'",
            "select DATA_NAME, count(DATA_ID)",
            "select distinct DATA_NAME order by DATA_SIZE",
            "select DATA_NAME where count(DATA_ID) = '1'",
            "select pg_sleep(DATA_ID)",
            "select sum(DATA_NAME)",
    })
    void refusedByParserOrDatabase(String query) {
        assertStatus(-167_000, query);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "select NOT_A_COLUMN",
            "select data_name",
            "select DATA_NAME where NOT_A_COLUMN = 'x'",
            "select COLL_NAME, RESC_NAME",
            "select DATA_NAME, ZONE_NAME",
            "select DATA_NAME order by RESC_NAME",
            "select count(DATA_ID) group by COLL_NAME",
            "select count('x')",
    })
    void refusedInBetween(String query) {
        assertStatus(-130_000, query);
    }

    @Test
    void nestingHasAnEnd() throws Exception {
        String nested = "(".repeat(100) + "DATA_NAME = 'a'" + ")".repeat(100);
        assertThat(first(catalog.query("select DATA_NAME where " + nested))).containsExactly("a");
        assertStatus(-167_000, "select DATA_NAME where " + "(".repeat(100_000));
        assertStatus(-167_000, "select " + "upper(".repeat(100_000));
    }

    private static void assertStatus(int status, String query) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> catalog.query(query))
                .returns(status, QueryException::status);
    }
}
