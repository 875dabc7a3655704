package io.irodsingest.workerbatch.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResult.Failure;
import io.irodsingest.handlerapi.batch.RowResult.Success;
import io.irodsingest.handlerapi.batch.RowResult.TryLater;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.job.Limits;
import io.irodsingest.miniirods.Faults.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each operation with as many data objects as {@code irods-ingest.test.objects} says, what it costs, and what the catalog says then. */
class BuiltInRowsTest extends OnMiniIrods {
    private static final int OBJECTS = Integer.getInteger("irods-ingest.test.objects", 600);
    private static final int COLLECTIONS = 10;
    private static final String DONE = "null";
    private static final String ALREADY = "{\"already\":true}";

    private List<String> paths;
    private long requests;

    @BeforeEach
    void makeObjects() throws Exception {
        paths = new ArrayList<>();
        for (int c = 0; c < COLLECTIONS; c++) {
            String collection = home + "/c" + c;
            session.createCollections(List.of(collection));
            List<String> names = IntStream.range(0, OBJECTS / COLLECTIONS).mapToObj(i -> "o'bject " + i).toList();
            register(collection, names);
            names.forEach(name -> paths.add(collection + '/' + name));
        }
    }

    @Test
    void avusAreAddedSetAndRemovedWithARequestARow() throws Exception {
        all("avu", path -> Map.of("path", path, "attribute", "a", "value", "of " + path, "unit", "u"), DONE, 1);
        assertThat(avus()).hasSize(paths.size()).allMatch(row -> row.equals(
                List.of(row.get(0), row.get(1), "a", "of " + row.get(0) + '/' + row.get(1), "u")));
        all("avu", path -> Map.of("path", path, "attribute", "a", "value", "of " + path, "unit", "u"), ALREADY, 1);
        all("avu", path -> Map.of("path", path, "attribute", "a", "value", "2", "operation", "set"), DONE, 1);
        assertThat(avus()).hasSize(paths.size()).allMatch(row -> row.subList(2, 5).equals(List.of("a", "2", "")));
        all("avu", path -> Map.of("path", path, "attribute", "a", "value", "2", "operation", "rm"), DONE, 1);
        all("avu", path -> Map.of("path", path, "attribute", "a", "value", "2", "operation", "remove"), ALREADY, 1);
        assertThat(avus()).isEmpty();

        List<Map<String, String>> ofCollections = IntStream.range(0, COLLECTIONS)
                .mapToObj(c -> Map.of("path", home + "/c" + c + '/', "attribute", "a", "value", "v")).toList();
        assertThat(jsons(work("avu", ofCollections))).containsOnly(DONE);
        assertThat(catalog("COLL_NAME, META_COLL_ATTR_NAME, META_COLL_ATTR_VALUE",
                "COLL_NAME like '" + home + "/%' and META_COLL_ATTR_NAME != ''")).hasSize(COLLECTIONS);
        assertThat(one("avu", Map.of("path", home + "/c1", "attribute", "a", "value", "v", "type", "collection",
                "operation", "rm"))).isEqualTo(RowResult.success());
    }

    @Test
    void checksumsAreComputedAndVerifiedWithARequestARow() throws Exception {
        Set<String> computed = new HashSet<>(jsons(all("checksum", path -> Map.of("path", path), 1)));
        assertThat(computed).hasSize(1);
        String checksum = JSON.readTree(computed.iterator().next()).path("checksum").asText();
        assertThat(checksum).startsWith("sha2:");
        assertThat(catalog("COLL_NAME, DATA_NAME, DATA_CHECKSUM", "COLL_NAME like '" + home + "/%'"))
                .hasSize(paths.size()).allMatch(row -> row.get(2).equals(checksum));
        all("checksum", path -> Map.of("path", path, "operation", "verify"), "{\"verified\":true}", 1);
        all("checksum", path -> Map.of("path", path, "operation", "force", "expected", checksum),
                "{\"checksum\":\"" + checksum + "\"}", 1);
        assertThat(message(one("checksum", Map.of("path", paths.getFirst(), "expected", "sha2:other"))))
                .contains(checksum).contains("sha2:other was expected");
    }

    @Test
    void permissionsAreGivenAndTakenWithARequestARow() throws Exception {
        all("acl", path -> Map.of("path", path, "permission", "read", "user", "public"), DONE, 1);
        assertThat(permissions()).hasSize(paths.size()).allMatch(row -> row.get(2).equals("read_object"));
        all("acl", path -> Map.of("path", path, "permission", "write", "user", "public#tempZone"), DONE, 1);
        all("acl", path -> Map.of("path", path, "permission", "write", "user", "public", "admin", "true"), DONE, 1);
        assertThat(permissions()).hasSize(paths.size()).allMatch(row -> row.get(2).equals("modify_object"));
        all("acl", path -> Map.of("path", path, "permission", "null", "user", "public"), DONE, 1);
        assertThat(permissions()).isEmpty();

        assertThat(one("acl", Map.of("path", home, "permission", "own", "user", "public", "recursive", true)))
                .isEqualTo(RowResult.success());
        assertThat(permissions()).hasSize(paths.size()).allMatch(row -> row.get(2).equals("own"));
        assertThat(one("acl", Map.of("path", home, "permission", "inherit", "recursive", "yes")))
                .isEqualTo(RowResult.success());
        assertThat(catalog("COLL_NAME, COLL_INHERITANCE", "COLL_NAME like '" + home + "%'")).hasSize(COLLECTIONS + 1)
                .allMatch(row -> row.get(1).equals("1"));
    }

    @Test
    void objectsAreReplicatedAndTrimmed() throws Exception {
        all("replicate", path -> Map.of("path", path, "to", "bundleResc", "from", "demoResc"), DONE, 1);
        all("replicate", path -> Map.of("path", path, "to", "bundleResc"), DONE, 1);
        assertThat(resources()).hasSize(2 * paths.size());
        all("trim", path -> Map.of("path", path), ALREADY, 1);
        all("trim", path -> Map.of("path", path, "from", "demoResc", "copies", 1), DONE, 1);
        all("trim", path -> Map.of("path", path, "from", "demoResc", "copies", "1"), ALREADY, 1);
        assertThat(resources()).hasSize(paths.size()).allMatch(row -> row.get(2).equals("bundleResc"));
    }

    @Test
    void objectsAreMovedAndTouched() throws Exception {
        all("touch", path -> Map.of("path", path, "time", "2020-01-02T03:04:05Z"), DONE, 1);
        assertThat(catalog("DATA_NAME, DATA_MODIFY_TIME", "COLL_NAME = '" + home + "/c1'"))
                .allMatch(row -> Long.parseLong(row.get(1)) == 1_577_934_245L);
        String touched = home + "/made";
        assertThat(one("touch", Map.of("path", touched, "no_create", "true"))).isEqualTo(RowResult.success());
        assertThat(session.exists(touched)).isFalse();
        assertThat(one("touch", Map.of("path", touched, "reference", paths.getFirst()))).isEqualTo(RowResult.success());
        assertThat(session.exists(touched)).isTrue();

        session.createCollections(List.of(home + "/moved"));
        Map<String, String> targets = new HashMap<>();
        paths.forEach(path -> targets.put(path, home + "/moved/" + targets.size()));
        all("move", path -> Map.of("path", path, "to", targets.get(path)), DONE, 1);
        all("move", path -> Map.of("path", path, "to", targets.get(path)), ALREADY, 3);
        assertThat(session.list(home + "/moved").dataObjects()).hasSize(paths.size());
        assertThat(one("move", Map.of("path", home + "/moved", "to", home + "/c0/moved")))
                .isEqualTo(RowResult.success());
        assertThat(session.list(home + "/c0").collections()).containsExactly("moved");
    }

    @Test
    void objectsAreRemovedWithARequestARow() throws Exception {
        List<String> all = paths;
        paths = all.subList(0, all.size() / 2);
        all("remove", path -> Map.of("path", path), DONE, 1);
        assertThat(catalog("COLL_NAME, DATA_NAME",
                "COLL_NAME like '" + home.replace("/home/", "/trash/home/") + "/%'")).hasSize(paths.size());
        all("remove", path -> Map.of("path", path), ALREADY, 2);
        paths = all.subList(all.size() / 2, all.size());
        all("remove", path -> Map.of("path", path, "unregister", "true"), DONE, 1);
        assertThat(catalog("DATA_NAME", "COLL_NAME like '" + home + "/%'")).isEmpty();

        register(home + "/c1", List.of("one", "two"));
        assertThat(message(one("remove", Map.of("path", home + "/c1", "force", true))))
                .contains("it is a collection").contains("recursive");
        assertThat(one("remove", Map.of("path", home + "/c1/one", "force", true, "recursive", true)))
                .isEqualTo(RowResult.success());
        List<Map<String, ?>> collections = new ArrayList<>();
        IntStream.range(0, COLLECTIONS)
                .forEach(c -> collections.add(Map.of("path", home + "/c" + c, "force", true, "recursive", true)));
        assertThat(jsons(work("remove", collections))).containsOnly(DONE);
        assertThat(jsons(work("remove", collections))).containsOnly(ALREADY);
        assertThat(session.list(home).collections()).isEmpty();
    }

    @Test
    void whatOthersHoldIsTriedLater() throws Exception {
        Map<String, Object> avu = Map.of("path", paths.getFirst(), "attribute", "a", "value", "v");
        for (int status : new int[]{-406_000, -405_000, -1_803_000, -105_000}) {
            // what a connection may be too old for is asked twice
            server.faults().failNext(706, status, status == -105_000 ? 2 : 1);
            assertThat(one("avu", avu)).isInstanceOfSatisfying(TryLater.class, later -> {
                assertThat(later.reason()).contains(paths.getFirst()).contains("iRODS status " + status);
                assertThat(later.delay()).isPositive();
            });
        }
        // the server does not say whether a replica is there that it cannot reach
        assertThat(one("replicate", Map.of("path", paths.getFirst(), "to", "demoResc", "from", "bundleResc")))
                .isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.reason()).contains("[bundleResc]"));
        server.faults().failNext(706, -818_000, 1);
        assertThat(message(one("avu", avu))).contains("permission denied").contains("CAT_NO_ACCESS_PERMISSION");
    }

    @Test
    void aRowThatFailsLeavesTheOthersAlone() throws Exception {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(Map.of("path", i % 4 == 1 ? home + "/none" : paths.get(i), "attribute", i % 4 == 2 ? "" : "a",
                    "value",
                    "v"));
        }
        Collected results = work("avu", rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(results.of(i + 1L)).isInstanceOf(i % 4 == 0 || i % 4 == 3 ? Success.class : Failure.class);
        }
        assertThat(avus()).hasSize(20);
    }

    @Test
    void aConnectionThatIsLostOnceChangesNothing() throws Exception {
        List<Map<String, String>> rows = paths.stream().limit(50)
                .map(path -> Map.of("path", path, "attribute", "a", "value", "v")).toList();
        server.faults().dropConnectionOn(706, Moment.AFTER_EXECUTION, 1);
        assertThat(jsons(work("avu", rows))).containsOnlyOnce(ALREADY).hasSize(50);
        assertThat(avus()).hasSize(50);
    }

    @Test
    void aRowThatBreaksEachConnectionFailsAlone() throws Exception {
        List<Map<String, String>> rows = paths.stream().limit(30)
                .map(path -> Map.of("path", path, "attribute", "a", "value",
                        path.equals(paths.get(7)) ? "deadly" : "v"))
                .toList();
        server.faults().cutOn("deadly");
        Collected results = work("avu", rows);
        assertThat(message(results.of(8))).contains(paths.get(7)).contains("the connection to iRODS was lost 3 times");
        assertThat(results.all().stream().filter(Success.class::isInstance)).hasSize(29);
    }

    @Test
    void aServerThatIsAwayIsNoFaultOfRows() throws Exception {
        server.faults().refuseConnections(true);
        server.faults().cutAllConnections();
        Collected results = new Collected();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> rows("avu").processAll(
                List.of(TestRow.of(1, Map.of("path", paths.getFirst(), "attribute", "a", "value", "v"))), results,
                session,
                Limits.NONE));
        assertThat(results.size()).isZero();
    }

    private List<List<String>> avus() throws Exception {
        return catalog("COLL_NAME, DATA_NAME, META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS",
                "COLL_NAME like '" + home + "/%' and META_DATA_ATTR_NAME != ''");
    }

    private List<List<String>> permissions() throws Exception {
        return catalog("COLL_NAME, DATA_NAME, DATA_ACCESS_PERM_NAME",
                "COLL_NAME like '" + home + "/%' and DATA_ACCESS_USER_NAME = 'public'");
    }

    private List<List<String>> resources() throws Exception {
        return catalog("COLL_NAME, DATA_NAME, RESC_NAME", "COLL_NAME like '" + home + "/%'");
    }

    /** Works on a row for each path. */
    private Collected all(String op, Function<String, Map<String, ?>> row, int requestsARow) throws Exception {
        List<Map<String, ?>> rows = new ArrayList<>();
        paths.forEach(path -> rows.add(row.apply(path)));
        requests = sent();
        long begun = System.nanoTime();
        Collected results = work(op, rows);
        requests = sent() - requests;
        System.out.printf("%s: %d rows, %d requests, %d rows a second%n", rows.getFirst().keySet().stream().sorted()
                .collect(Collectors.joining(",", op + '(', ")")), rows.size(), requests,
                rows.size() * 1_000_000_000L / (System.nanoTime() - begun));
        assertThat(requests).as("requests of %s", op).isEqualTo((long) rows.size() * requestsARow);
        return results;
    }

    private void all(String op, Function<String, Map<String, ?>> row, String json, int requestsARow) throws Exception {
        assertThat(jsons(all(op, row, requestsARow))).containsOnly(json);
    }

    private static long sent() {
        return irods.requests().values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> jsons(Collected results) {
        return results.all().stream().map(result -> {
            assertThat(result).isInstanceOf(Success.class);
            return ((Success) result).json();
        }).toList();
    }

    private static String message(RowResult result) {
        assertThat(result).isInstanceOf(Failure.class);
        return ((Failure) result).messages().getFirst();
    }
}
