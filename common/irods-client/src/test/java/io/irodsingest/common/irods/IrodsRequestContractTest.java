package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.irods.IrodsRequest.AccessChange;
import io.irodsingest.common.irods.IrodsRequest.AvuChange;
import io.irodsingest.common.irods.IrodsRequest.AvuOperation;
import io.irodsingest.common.irods.IrodsRequest.Checksum;
import io.irodsingest.common.irods.IrodsRequest.ChecksumOperation;
import io.irodsingest.common.irods.IrodsRequest.CollectionRemoval;
import io.irodsingest.common.irods.IrodsRequest.Inheritance;
import io.irodsingest.common.irods.IrodsRequest.Move;
import io.irodsingest.common.irods.IrodsRequest.ObjectRemoval;
import io.irodsingest.common.irods.IrodsRequest.Removal;
import io.irodsingest.common.irods.IrodsRequest.Replication;
import io.irodsingest.common.irods.IrodsRequest.Stat;
import io.irodsingest.common.irods.IrodsRequest.Touch;
import io.irodsingest.common.irods.IrodsRequest.TouchTime;
import io.irodsingest.common.irods.IrodsRequest.Trim;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.handlerapi.User;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests about single data objects and collections, as every server from 4.2.11 on and every client must do them. Against a real
 * server when variables name one, whose user must be rodsadmin.
 */
class IrodsRequestContractTest {
    private static final User PUBLIC = new User("", "public");
    private static MiniIrods server;
    private static Irods client;
    private static String base;
    private static String resource;
    private static String otherResource;

    private IrodsSession session;
    private String home;

    @BeforeAll
    static void start() throws IOException {
        IrodsEnvironment environment;
        if (System.getenv("IRODS_HOST") == null) {
            server = TestClient.server();
            environment = MiniIrodsContract.environment(server.host(), server.port(), "rods", "rods");
        } else {
            environment = IrodsEnvironment.read(System.getenv(), Path.of(System.getProperty("user.home")));
        }
        client = TestClient.open(environment, PoolSettings.DEFAULT);
        base = '/' + environment.zone() + "/home/" + environment.user();
        resource = environment.defaultResource().orElse("demoResc");
        otherResource = System.getenv().getOrDefault("IRODS_INGEST_TEST_OTHER_RESOURCE", "bundleResc");
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openSession() throws Exception {
        session = client.session();
        home = base + "/requests-" + UUID.randomUUID();
        session.createCollectionWithParents(home);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @Test
    void avusOfObjectsAndCollectionsAreChangedInOneList() throws Exception {
        upload("it's");
        session.createCollections(List.of(home + "/c"));

        assertThat(session.perform(List.of(avu(AvuOperation.ADD, false, "/it's", "a", "1"),
                avu(AvuOperation.ADD, true, "/c", "a", "1"), avu(AvuOperation.ADD, true, "/c", "a", "2"),
                avu(AvuOperation.ADD, true, "/c", "a", "2"), avu(AvuOperation.ADD, true, "/c", "b", "val'ue\n"),
                avu(AvuOperation.SET, true, "/c", "a", "3"), avu(AvuOperation.SET, true, "/c", "a", "3"),
                avu(AvuOperation.REMOVE, false, "/it's", "a", "1"), avu(AvuOperation.REMOVE, false, "/it's", "a", "1"),
                avu(AvuOperation.ADD, false, "/none", "a", "1"), avu(AvuOperation.ADD, true, "/none", "a", "1"),
                avu(AvuOperation.ADD, false, "/c", "a", "1"), avu(AvuOperation.SET, false, "/it's", "c", "new"))))
                .extracting(Reply::error).containsExactly(Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(IrodsError.EXISTS_ALREADY), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.of(IrodsError.NOTHING_REMOVED),
                        Optional.of(IrodsError.FILE_UNKNOWN), Optional.of(IrodsError.COLLECTION_UNKNOWN),
                        Optional.of(IrodsError.FILE_UNKNOWN), Optional.empty());
        assertThat(session.query("select META_COLL_ATTR_NAME, META_COLL_ATTR_VALUE, META_COLL_ATTR_UNITS"
                + " where COLL_NAME = '" + home + "/c'"))
                .containsExactlyInAnyOrder(List.of("a", "3", "u"), List.of("b", "val'ue\n", "u"));
        assertThat(session.query("select META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE where COLL_NAME = '" + home + "'"))
                .containsExactly(List.of("c", "new"));
    }

    @Test
    void whatIsAtAPathIsToldAmongOthers() throws Exception {
        upload("one");
        assertThat(session.perform(List.of(new Stat(home), new Stat(home + "/one"), new Stat(home + "/none"))))
                .extracting(Reply::status, Reply::error)
                .containsExactly(tuple(Stat.COLLECTION, Optional.empty()), tuple(Stat.DATA_OBJECT, Optional.empty()),
                        tuple(-310_000, Optional.of(IrodsError.OBJECT_NOT_FOUND)));
    }

    @Test
    void wildcardsAreOfServersBefore5() throws Exception {
        upload("one");
        assertThat(session.perform(List.of(avu(AvuOperation.REMOVE_LIKE, false, "/one", "%", "%"))).getFirst().error())
                .contains(IrodsError.INVALID_ARGUMENT);
        try (MiniIrods older = MiniIrods.builder().release("4.3.5").start();
                Irods irods = TestClient.open(
                        MiniIrodsContract.environment(older.host(), older.port(), "rods", "rods"),
                        PoolSettings.DEFAULT);
                IrodsSession before = irods.session()) {
            String path = "/tempZone/home/rods/one";
            before.put(new Put(path, Optional.empty(), 3, false, false), TestContent.random(3));
            List<IrodsRequest> requests = new ArrayList<>();
            for (String attribute : List.of("ab", "ac", "b")) {
                requests.add(new AvuChange(AvuOperation.ADD, false, new Metadata(path, attribute, "v", ""), false));
            }
            requests.add(new AvuChange(AvuOperation.REMOVE_LIKE, false, new Metadata(path, "a%", "%", "%"), false));
            requests.add(new AvuChange(AvuOperation.REMOVE_LIKE, false, new Metadata(path, "a%", "%", "%"), false));
            assertThat(before.perform(requests)).extracting(Reply::isOk).containsExactly(true, true, true, true, false);
            assertThat(before.query("select META_DATA_ATTR_NAME where DATA_NAME = 'one'"))
                    .containsExactly(List.of("b"));
        }
    }

    @Test
    void checksumsAreComputedAndVerified() throws Exception {
        upload("one", "changed", "bare");
        List<Reply> computed = session.perform(List.of(checksum("/one", ChecksumOperation.COMPUTE_IF_MISSING),
                checksum("/one", ChecksumOperation.COMPUTE), checksum("/changed", ChecksumOperation.COMPUTE_IF_MISSING),
                checksum("/none", ChecksumOperation.COMPUTE)));
        assertThat(computed).extracting(Reply::isOk).containsExactly(true, true, true, false);
        assertThat(computed.getFirst().message()).startsWith("sha2:").isEqualTo(computed.get(1).message())
                .isEqualTo(replicas("one").getFirst().checksum());

        List<Reply> verified = session.perform(List.of(checksum("/one", ChecksumOperation.VERIFY),
                checksum("/bare", ChecksumOperation.VERIFY), checksum("/none", ChecksumOperation.VERIFY)));
        assertThat(verified.get(0)).isEqualTo(Reply.OK);
        assertThat(verified.get(1).error()).contains(IrodsError.NO_CHECKSUM);
        assertThat(verified.get(2).isOk()).isFalse();
        if (server != null) {
            Files.writeString(Path.of(replicas("changed").getFirst().physicalPath().encoded()), "abc");
            Reply wrong = session.perform(List.of(checksum("/changed", ChecksumOperation.VERIFY))).getFirst();
            assertThat(wrong.error()).contains(IrodsError.CHECKSUM_MISMATCH);
            assertThat(wrong.describe()).contains("the checksum differs").contains("replica [0]");
            Files.writeString(Path.of(replicas("changed").getFirst().physicalPath().encoded()), "longer");
            assertThat(session.perform(List.of(checksum("/changed", ChecksumOperation.VERIFY))).getFirst().error())
                    .contains(IrodsError.FILE_SIZE_MISMATCH);
        }
    }

    @Test
    void replicasAreMadeVerifiedAndTrimmed() throws Exception {
        upload("one", "two");
        Replication replication = new Replication(home + "/one", Optional.empty(), otherResource, false);

        assertThat(session.perform(List.of(replication, replication,
                new Replication(home + "/two", Optional.of(resource), otherResource, true),
                new Replication(home + "/two", Optional.empty(), "noSuchResource", false),
                new Replication(home + "/none", Optional.empty(), otherResource, false))))
                .extracting(Reply::isOk).containsExactly(true, true, true, false, false);
        assertThat(replicas("one")).extracting(Replica::status)
                .containsExactly(Replica.Status.GOOD, Replica.Status.GOOD);
        assertThat(replicas("one").getLast().isBelow(otherResource)).isTrue();
        Reply all = session.perform(List.of(new Checksum(home + "/one", ChecksumOperation.COMPUTE, true, false)))
                .getFirst();
        assertThat(replicas("one")).extracting(Replica::checksum).containsOnly(all.message());
        assertThat(session.perform(List.of(checksum("/one", ChecksumOperation.VERIFY)))).containsExactly(Reply.OK);

        Trim trim = new Trim(home + "/one", Optional.of(otherResource), OptionalInt.of(1), false);
        List<Reply> trimmed = session.perform(List.of(trim, trim,
                new Trim(home + "/two", Optional.empty(), OptionalInt.of(2), false),
                new Trim(home + "/none", Optional.empty(), OptionalInt.of(1), false)));
        assertThat(trimmed).extracting(Reply::status).startsWith(1, 0, 0);
        assertThat(trimmed.getLast().isOk()).isFalse();
        assertThat(replicas("one")).singleElement().matches(replica -> replica.isBelow(resource));
        assertThat(session.perform(List.of(new Trim(home + "/two", Optional.of(resource), OptionalInt.of(1), false),
                new Trim(home + "/two", Optional.of(otherResource), OptionalInt.of(1), false))))
                .extracting(Reply::status).containsExactly(1, 0);
        assertThat(replicas("two")).singleElement().matches(replica -> replica.isBelow(otherResource));
    }

    @Test
    void permissionsAreGivenAndTaken() throws Exception {
        session.createCollections(List.of(home + "/c", home + "/c/d"));
        upload("one", "c/two", "c/d/three");

        assertThat(session.perform(List.of(access("/one", "read", false), access("/one", "write", false),
                access("/c", "read", true), access("/c/d", "null", false), access("/c", "modify_metadata", false),
                access("/none", "read", false), access("/one", "nonsense", false), access("/one", "read", true),
                new AccessChange(home + "/one", "read", new User("", "noSuchUser"), false, false),
                new AccessChange(home + "/c/two", "own", PUBLIC, false, true),
                new Inheritance(home + "/c", true, true, false), new Inheritance(home + "/one", true, false, false))))
                .extracting(Reply::error).containsExactly(Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.of(IrodsError.INVALID_ARGUMENT),
                        Optional.of(IrodsError.INVALID_ARGUMENT), Optional.of(IrodsError.INVALID_ARGUMENT),
                        Optional.of(IrodsError.USER_UNKNOWN), Optional.empty(), Optional.empty(),
                        Optional.of(IrodsError.NO_PERMISSION));
        assertThat(ofObject("one")).containsExactly("modify_object");
        assertThat(ofObject("two")).containsExactly("own");
        assertThat(ofObject("three")).containsExactly("read_object");
        assertThat(session.query("select COLL_ACCESS_PERM_NAME where COLL_NAME = '" + home
                + "/c' and COLL_ACCESS_USER_NAME = 'public'")).containsExactly(List.of("modify_metadata"));
        assertThat(session.query("select COLL_ACCESS_PERM_NAME where COLL_NAME = '" + home
                + "/c/d' and COLL_ACCESS_USER_NAME = 'public'")).isEmpty();
        assertThat(session.query("select COLL_INHERITANCE where COLL_NAME like '" + home + "/c%'"))
                .allMatch(row -> row.equals(List.of("1")));
    }

    @Test
    void collectionsAreRemovedWholeBetweenOtherRequests() throws Exception {
        session.createCollections(List.of(home + "/a", home + "/a/b", home + "/c", home + "/d"));
        session.createCollections(List.of(home + "/d/e"));
        List<String> names = IntStream.range(0, 35).mapToObj(i -> "f" + i).toList();
        register(home + "/a", names);
        register(home + "/a/b", names);
        upload("one", "two", "c/three", "d/e/four");

        assertThat(session.perform(List.of(new ObjectRemoval(home + "/one", Removal.AT_ONCE),
                new CollectionRemoval(home + "/a", Removal.AT_ONCE), new ObjectRemoval(home + "/two", Removal.TO_TRASH),
                new CollectionRemoval(home + "/c", Removal.TO_TRASH),
                new CollectionRemoval(home + "/none", Removal.AT_ONCE),
                new CollectionRemoval(home + "/d", Removal.UNREGISTER),
                new ObjectRemoval(home + "/none", Removal.AT_ONCE)))).extracting(Reply::error)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(IrodsError.COLLECTION_UNKNOWN), Optional.empty(), Optional.of(IrodsError.NO_ROWS));
        assertThat(session.list(home).collections()).isEmpty();
        assertThat(session.list(home).dataObjects()).isEmpty();
        String trash = home.replaceFirst("/home/", "/trash/home/");
        assertThat(session.list(trash).dataObjects()).containsExactly("two");
        assertThat(session.list(trash).collections()).anyMatch(name -> name.startsWith("c"));
    }

    @Test
    void objectsAndCollectionsAreMoved() throws Exception {
        session.createCollections(List.of(home + "/a", home + "/b"));
        upload("one", "two", "a/three");

        assertThat(
                session.perform(List.of(new Move(home + "/one", home + "/b/uno"), new Move(home + "/a", home + "/b/a"),
                        new Move(home + "/two", home + "/b/uno"), new Move(home + "/two", home + "/none/two"),
                        new Move(home + "/none", home + "/x"), new Move(home + "/b", home + "/b/a/b"))))
                .extracting(Reply::isOk).containsExactly(true, true, false, false, false, false);
        assertThat(session.list(home).dataObjects()).containsExactly("two");
        assertThat(session.list(home).collections()).containsExactly("b");
        assertThat(session.list(home + "/b").dataObjects()).containsExactly("uno");
        assertThat(session.list(home + "/b/a").dataObjects()).containsExactly("three");
    }

    @Test
    void timesAreTouched() throws Exception {
        Instant time = Instant.ofEpochSecond(1_600_000_000);
        upload("one", "two");

        assertThat(session.perform(List.of(new Touch(home + "/one", false, new TouchTime.At(time)),
                new Touch(home + "/none", false, new TouchTime.Now()),
                new Touch(home + "/nüu", true, new TouchTime.At(time.plusSeconds(1))),
                new Touch(home + "/two", true, new TouchTime.Of(home + "/one")),
                new Touch(home + "/two", true, new TouchTime.Of(home + "/none")),
                new Touch(home, false, new TouchTime.At(time))))).extracting(Reply::isOk)
                .containsExactly(true, true, true, true, false, true);
        assertThat(replicas("one").getFirst().modified()).isEqualTo(time.getEpochSecond());
        assertThat(replicas("two").getFirst().modified()).isEqualTo(time.getEpochSecond());
        assertThat(replicas("nüu").getFirst()).returns(0L, Replica::size)
                .returns(time.getEpochSecond() + 1, Replica::modified);
        assertThat(session.exists(home + "/none")).isFalse();
    }

    @Test
    void manyRequestsOfAllKindsAreAnsweredInTheirOrder() throws Exception {
        register(home, IntStream.range(0, 200).mapToObj(i -> "f" + i).toList());
        List<IrodsRequest> requests = IntStream.range(0, 200).boxed().<IrodsRequest>flatMap(i -> Stream.of(
                avu(AvuOperation.ADD, false, "/f" + i, "a" + "x".repeat(i * 10), "v"),
                new Trim(home + "/f" + i, Optional.empty(), OptionalInt.of(1), false),
                avu(AvuOperation.ADD, false, "/none" + i, "a", "v"),
                new Move(home + "/f" + i, home + "/g" + i))).toList();

        List<Reply> replies = session.perform(requests);

        assertThat(IntStream.range(0, requests.size()).filter(i -> replies.get(i).isOk() == (i % 4 == 2))).isEmpty();
        assertThat(session.list(home).dataObjects()).hasSize(200).allMatch(name -> name.startsWith("g"));
    }

    @Test
    void everyReplicaBelowACollectionIsRead() throws Exception {
        List<String> odd = List.of("o'r || and' && x", "100%", "under_", "new\nline", "emoji 😀");
        List<String> collections = new ArrayList<>(List.of(home));
        odd.forEach(name -> collections.add(home + '/' + name));
        session.createCollections(collections);
        session.createCollections(List.of(home + "/underx", home + "x", home + "/oxr || andx && x"));
        register(home + "/underx", List.of("another"));
        List<String> names = IntStream.range(0, 300).mapToObj(i -> "n" + i).toList();
        for (String collection : collections) {
            register(collection, names);
        }
        upload("one");
        session.perform(List.of(new Replication(home + "/one", Optional.empty(), otherResource, false)));

        List<ListedReplica> all = new ArrayList<>();
        session.readReplicas(home, all::add);
        assertThat(all).hasSize(collections.size() * names.size() + 3);
        assertThat(all).extracting(ListedReplica::path).contains(home + "/underx/another");
        assertThat(all).filteredOn(replica -> replica.name().equals("one"))
                .extracting(ListedReplica::number, ListedReplica::size, ListedReplica::status, ListedReplica::resource)
                .containsExactlyInAnyOrder(tuple(0, 3L, Replica.Status.GOOD, resource),
                        tuple(1, 3L, Replica.Status.GOOD, otherResource));
        for (String name : odd) {
            List<ListedReplica> below = new ArrayList<>();
            session.readReplicas(home + '/' + name, below::add);
            assertThat(below).as(name).extracting(ListedReplica::path)
                    .containsExactlyInAnyOrderElementsOf(names.stream().map(n -> home + '/' + name + '/' + n).toList());
        }
        session.readReplicas(home + "/none", replica -> {
            throw new AssertionError(replica);
        });
    }

    private AvuChange avu(AvuOperation operation, boolean onCollection, String name, String attribute, String value) {
        return new AvuChange(operation, onCollection, new Metadata(home + name, attribute, value, "u"), false);
    }

    private Checksum checksum(String name, ChecksumOperation operation) {
        return new Checksum(home + name, operation, false, false);
    }

    private AccessChange access(String name, String level, boolean recursive) {
        return new AccessChange(home + name, level, PUBLIC, recursive, false);
    }

    private List<String> ofObject(String name) throws Exception {
        return session
                .query("select DATA_ACCESS_PERM_NAME where COLL_NAME like '" + home + "%' and DATA_NAME = '" + name
                        + "' and DATA_ACCESS_USER_NAME = 'public'")
                .stream().map(List::getFirst).distinct().toList();
    }

    private List<Replica> replicas(String name) throws Exception {
        return session.replicas(home, List.of(name)).getOrDefault(name, List.of());
    }

    private void upload(String... names) throws Exception {
        for (String name : names) {
            session.put(new Put(home + '/' + name, Optional.of(resource), 3, false, false), TestContent.random(3));
        }
    }

    private void register(String collection, List<String> names) throws Exception {
        assertThat(session.register(names.stream().map(name -> new Registration(collection + '/' + name,
                Optional.of(resource), RawPath.ofText("/data"), 1, 1)).toList())).allMatch(Reply::isOk);
    }
}
