package io.irodsingest.miniirods.query;

import static io.irodsingest.miniirods.query.TestCatalog.where;
import static org.assertj.core.api.Assertions.assertThat;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

/** The statements take indexes, and no table that they have no use for. */
class PlanTest {
    private static TestCatalog catalog;

    @BeforeAll
    static void fill() throws Exception {
        catalog = new TestCatalog();
        for (int i = 0; i < 50; i++) {
            long collection = catalog.collection(TestCatalog.HOME + i);
            for (int j = 0; j < 100; j++) {
                long object = catalog.object(collection, "file" + j, j);
                if (j % 20 == 0) {
                    catalog.avu(object, "a" + i, "v" + j, "");
                }
            }
        }
    }

    @AfterAll
    static void close() throws Exception {
        catalog.close();
    }

    @Test
    void replicasOfACollection() throws Exception {
        Select select = GenQuery1Translator.translate(where(501, "= 'x'", 403, 404, 407, 409, 410, 422));
        assertThat(explain(select, Language.GENQUERY1, TestCatalog.ADMIN))
                .contains("IX_DATA_NAME", "UQ_COLL")
                .doesNotContain("tableScan", "R_OBJT_ACCESS", "R_META_MAIN", "R_USER_MAIN");
        assertThat(explain(select, Language.GENQUERY1, new Viewer(TestCatalog.ALICE, false)))
                .contains("IX_DATA_NAME", "UQ_COLL")
                .doesNotContain("tableScan");
    }

    @Test
    void collectionsBelowAPrefix() throws Exception {
        Select select = GenQuery1Translator.translate(where(501, "like '/tempZone/home/r%'", 501));
        assertThat(explain(select, Language.GENQUERY1, TestCatalog.ADMIN))
                .contains("UQ_COLL")
                .doesNotContain("tableScan", "R_DATA_MAIN");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "select DATA_NAME, DATA_RESC_HIER, RESC_NAME where COLL_NAME = 'x'",
            "select DATA_NAME where COLL_NAME = 'x' and DATA_NAME in ('a', 'b')",
            "select COLL_NAME, DATA_NAME, META_DATA_ATTR_VALUE where META_DATA_ATTR_NAME = 'a7'",
            "select DATA_NAME, META_DATA_ATTR_NAME where COLL_NAME = 'x'",
    })
    void genQuery2(String query) throws Exception {
        assertThat(explain(GenQuery2Parser.parse(query), Language.GENQUERY2, TestCatalog.ADMIN))
                .doesNotContain("tableScan");
    }

    private static String explain(Select select, Language language, Viewer viewer) throws Exception {
        SqlText sql = SqlBuilder.build(
                select,
                language,
                Audience.of(catalog.connection(), viewer),
                Hierarchies.read(catalog.connection()));
        try (PreparedStatement statement = catalog.connection().prepareStatement("explain " + sql.text())) {
            List<Object> parameters = sql.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet plan = statement.executeQuery()) {
                assertThat(plan.next()).isTrue();
                return plan.getString(1);
            }
        }
    }
}
