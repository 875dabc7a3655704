package io.irodsingest.miniirods.query;

import static io.irodsingest.miniirods.query.TestCatalog.first;
import static io.irodsingest.miniirods.query.TestCatalog.where;
import static org.assertj.core.api.Assertions.assertThat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alice and Bob are plain users; Bob is in the group lab. */
class VisibilityTest {
    private static final Viewer ALICE = new Viewer(TestCatalog.ALICE, false);
    private static final Viewer BOB = new Viewer(TestCatalog.BOB, false);
    private static final int READ = 1050;
    private static final int READ_METADATA = 1040;

    private TestCatalog catalog;

    @BeforeEach
    void fill() throws Exception {
        catalog = new TestCatalog();
        long shared = catalog.collection(TestCatalog.HOME);
        catalog.access(shared, TestCatalog.PUBLIC, READ);
        catalog.object(shared, "private", 1);
        catalog.access(catalog.object(shared, "alice", 1), TestCatalog.ALICE, READ);
        catalog.access(catalog.object(shared, "lab", 1), TestCatalog.LAB, READ);
        catalog.access(catalog.object(shared, "public", 1), TestCatalog.PUBLIC, READ);
        catalog.access(catalog.object(shared, "little", 1), TestCatalog.ALICE, READ_METADATA);
        long closed = catalog.collection(TestCatalog.HOME + "/closed");
        catalog.access(catalog.object(closed, "inside", 1), TestCatalog.ALICE, READ);
    }

    @AfterEach
    void close() throws Exception {
        catalog.close();
    }

    @Test
    void genQuery1() throws Exception {
        GenQuery1 inShared = where(501, "= '" + TestCatalog.HOME + "'", 403);
        assertThat(first(catalog.query(inShared).rows()))
                .containsExactly("alice", "lab", "little", "private", "public");
        assertThat(first(catalog.query(ALICE, inShared).rows())).containsExactly("alice", "public");
        assertThat(first(catalog.query(BOB, inShared).rows())).containsExactly("lab", "public");
        GenQuery1 inClosed = where(501, "= '" + TestCatalog.HOME + "/closed'", 403);
        assertThat(catalog.query(ALICE, inClosed).rows()).isEmpty();
        assertThat(first(catalog.query(ALICE, where(403, "= 'inside'", 403)).rows()))
                .as("no collection in the query, none to be read")
                .containsExactly("inside");
        assertThat(first(catalog.query(ALICE, where(501, "like '%'", 501)).rows()))
                .containsExactly(TestCatalog.HOME);
    }

    @Test
    void orDoesNotOpenDoors() throws Exception {
        assertThat(first(catalog.query(ALICE, where(403, "= 'private' || = 'alice'", 403))
                .rows()))
                .containsExactly("alice");
        assertThat(first(catalog.query(ALICE, "select DATA_NAME where DATA_NAME = 'private' or DATA_NAME = 'alice'")))
                .containsExactly("alice");
    }

    @Test
    void genQuery2() throws Exception {
        String inShared = "select DATA_NAME where COLL_NAME = '" + TestCatalog.HOME + "'";
        assertThat(first(catalog.query(ALICE, inShared))).containsExactly("alice", "public");
        assertThat(first(catalog.query(BOB, inShared))).containsExactly("lab", "public");
        assertThat(catalog.query(
                BOB,
                "select DATA_ACCESS_USER_NAME, DATA_ACCESS_PERM_NAME, DATA_ACCESS_USER_ID where DATA_NAME = 'lab'"))
                .containsExactly(List.of("bob", "read_object", Long.toString(TestCatalog.LAB)));
        assertThat(first(catalog.query(ALICE, "select COLL_NAME"))).containsExactly(TestCatalog.HOME);
    }

    @Test
    void usersAndResourcesAreForEveryone() throws Exception {
        assertThat(first(catalog.query(ALICE, where(203, "= 'rodsadmin'", 202)).rows()))
                .containsExactly("rods");
        assertThat(first(catalog.query(ALICE, "select RESC_NAME order by RESC_NAME desc limit 1")))
                .containsExactly("rootResc");
    }
}
