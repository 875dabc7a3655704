package io.irodsingest.miniirods.query;

import static io.irodsingest.miniirods.query.TestCatalog.first;
import static io.irodsingest.miniirods.query.TestCatalog.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions as the 5.0.2 server reads them, quirks included. */
class GenQuery1ConditionTest {
    private static final int DATA_NAME = 403;
    private static final int DATA_SIZE = 407;
    private static final int DATA_RESC_HIER = 422;
    private static final int COLL_NAME = 501;

    private static TestCatalog catalog;

    @BeforeAll
    static void fill() throws Exception {
        catalog = new TestCatalog();
        long home = catalog.collection(TestCatalog.HOME);
        String[] names = {
                "a", "b", "ab", "B", "9", "10", "it's", "a'b'c", "50%", "500", "a_c", "abc", "back\\slash",
                "line\nfeed", "'", "x && y",
                "x || y", "ä€😀"
        };
        for (String name : names) {
            catalog.object(home, name, name.length());
        }
    }

    @AfterAll
    static void close() throws Exception {
        catalog.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ';', value = {
            "= 'a'; a",
            "='a'; a",
            "  =   'a'; a",
            "= 'a' and what follows counts for nothing; a",
            "in ('a','b'); a,b",
            "IN ('a' 'b' 'none'); a,b",
            "in'a'; a",
            "between 'a' 'ab'; a,a'b'c,a_c,ab",
            "BETWEEN '10' '50%'; 10,50%",
            "like 'a%'; a,a'b'c,a_c,ab,abc",
            "LIKE 'a_c'; a_c,abc",
            "like 'a\\_c'; a_c",
            "like '50\\%'; 50%",
            "like '50%'; 50%,500",
            "like '\\a\\b'; ab",
            "like 'back\\\\slash'; back\\slash",
            "= 'back\\slash'; back\\slash",
            "= '50%'; 50%",
            "= 'it's'; it's",
            "= 'a'b'c'; a'b'c",
            "= '''; '",
            "= 'it''s'; ",
            "= 'x && y'; x && y",
            "= 'x || y'; x || y",
            "= 'a' || = 'b'; a,b",
            "= 'a' || = 'b' && = 'nothing' || in ('10','9'); 10,9,a",
            "like 'a%' && not like '%b%'; a,a_c",
            "begin_of 'abcd'; a,ab,abc",
            "= 'ä€😀'; ä€😀",
    })
    void namesFound(String condition, String names) throws Exception {
        List<String> expected = names == null ? List.of() : List.of(names.split(","));
        assertThat(first(catalog.query(where(DATA_NAME, condition, DATA_NAME)).rows()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void inReadsQuotesInPairs() throws Exception {
        // The pairs hold "it" and ",".
        assertThat(catalog.query(where(DATA_NAME, "in ('it's','a')", DATA_NAME)).rows())
                .isEmpty();
    }

    @Test
    void newlinesAreOrdinary() throws Exception {
        assertThat(first(catalog.query(where(DATA_NAME, "= 'line\nfeed'", DATA_NAME))
                .rows()))
                .containsExactly("line\nfeed");
        assertThat(first(catalog.query(where(DATA_NAME, "like 'line_feed'", DATA_NAME))
                .rows()))
                .containsExactly("line\nfeed");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "a",
            "= a",
            "= 'a",
            "Like 'a'",
            "not in ('a')",
            "IN ('within')",
            "between 'a'",
            "between 'a' 'b' 'c'",
            "in ()",
            "~ 'a'",
            "is null",
            " IS NULL",
            "not    like  'a'",
            "= 'it's && more'",
            "= 'a' ||",
    })
    void refused(String condition) {
        assertStatus(-816_000, DATA_NAME, condition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"== 'a'", "not = 'a'", "= like 'a'", "like 'a\\'", "n> '8' && < '11'"})
    void refusedByTheDatabase(String condition) {
        assertStatus(-806_000, DATA_NAME, condition);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ';', value = {
            "= '1'; 5",
            "<> '1'; 13",
            "!= '1'; 13",
            "> '3'; 7",
            ">= '3'; 11",
            "< '2'; 5",
            "n<= '1.5'; 5",
            "in ('1','2'); 7",
            "between '1' '2'; 7",
            "IS NULL; 0",
            "IS NOT NULL; 18",
    })
    void sizesAreNumbers(String condition, String rows) throws Exception {
        GenQuery1 count = new GenQuery1(
                256,
                0,
                0,
                List.of(new GenQuery1.Selected(401, 6)),
                List.of(new GenQuery1.Condition(DATA_SIZE, condition)));
        assertThat(first(catalog.query(count).rows())).containsExactly(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"= 'a'", "= ''", "like '1%'", "= '1.0'", "n> 'x'"})
    void numbersCompareWithNumbers(String condition) {
        assertStatus(-806_000, DATA_SIZE, condition);
    }

    @Test
    void upperCaseIsOfTheColumnOnly() throws Exception {
        int upperCaseWhere = 0x200;
        GenQuery1 capital = new GenQuery1(
                256,
                0,
                upperCaseWhere,
                TestCatalog.select(DATA_NAME),
                List.of(new GenQuery1.Condition(DATA_NAME, "in ('B','a')")));
        assertThat(first(catalog.query(capital).rows())).containsExactly("B", "b");
    }

    @Test
    void parentsOfAPath() throws Exception {
        assertThat(first(catalog.query(where(COLL_NAME, "parent_of '" + TestCatalog.HOME + "/x/y'", COLL_NAME))
                .rows()))
                .containsExactly(TestCatalog.HOME);
    }

    @Test
    void hierarchiesKnowFourOperators() throws Exception {
        assertThat(catalog.query(where(DATA_RESC_HIER, "= 'demoResc'", DATA_NAME)).rows())
                .hasSize(18);
        assertThat(catalog.query(where(DATA_RESC_HIER, "not like 'demo%'", DATA_NAME))
                .rows())
                .isEmpty();
        assertStatus(-816_000, DATA_RESC_HIER, "in ('demoResc')");
        assertStatus(-130_000, DATA_RESC_HIER, "= demoResc");
    }

    @Test
    void longLists() throws Exception {
        List<String> names = new ArrayList<>(List.of("a"));
        for (int i = 0; i < 299; i++) {
            names.add("%0100d".formatted(i));
        }
        String fits = "in ('" + String.join("','", names) + "')";
        assertThat(first(catalog.query(where(DATA_NAME, fits, DATA_NAME)).rows())).containsExactly("a");
        names.add("x".repeat(2000));
        assertStatus(-306_000, DATA_NAME, "in ('" + String.join("','", names) + "')");
        assertStatus(-306_000, DATA_NAME, "= '" + "x".repeat(2200) + "' || = 'a'");
    }

    private static void assertStatus(int status, int column, String condition) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> catalog.query(where(column, condition, DATA_NAME)))
                .returns(status, QueryException::status);
    }
}
