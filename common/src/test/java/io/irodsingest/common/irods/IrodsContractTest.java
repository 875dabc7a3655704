package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.handlerapi.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Irods} does, with every server. */
abstract class IrodsContractTest {
    private static final long MODIFIED = 1_700_000_000L;
    private static final int AT_ONCE = 4 * 1024 * 1024;
    private static final int LARGE = 64 * 1024 * 1024 + 12_345;

    private IrodsSession session;
    private String home;

    /** Of a client for whoever may register any path. */
    abstract Irods irods() throws Exception;

    /** A collection in which tests may leave things. */
    abstract String base();

    abstract String resource();

    /** Another one, which keeps files too. */
    abstract String otherResource();

    @BeforeEach
    void openSession() throws Exception {
        session = irods().session();
        home = base() + "/contract-" + UUID.randomUUID();
        session.createCollectionWithParents(home);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @Test
    void collectionsAreMadeOnce() throws Exception {
        List<Reply> replies = session.createCollections(
                List.of(home + "/a", home + "/a", home + "/none/below", home + "/b", home + "/a/c"));

        assertThat(replies).extracting(Reply::error).containsExactly(Optional.empty(),
                Optional.of(IrodsError.EXISTS_ALREADY), Optional.of(IrodsError.COLLECTION_UNKNOWN), Optional.empty(),
                Optional.empty());
        assertThat(session.isCollection(home + "/a/c")).isTrue();
        assertThat(session.isCollection(home + "/none")).isFalse();
    }

    @Test
    void missingParentsAreMade() throws Exception {
        session.createCollectionWithParents(home + "/x/y/z");
        session.createCollectionWithParents(home + "/x/y/z");

        assertThat(session.isCollection(home + "/x/y")).isTrue();
    }

    @Test
    void missingZoneIsRefused() {
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> session.createCollectionWithParents("/noSuchZone/a"));
    }

    @Test
    void zonesAndResourcesAreKnown() throws Exception {
        assertThat(session.zones()).contains(home.split("/")[1]);
        assertThat(session.resourceExists(resource())).isTrue();
        assertThat(session.resourceExists("noSuchResource")).isFalse();
        assertThat(session.resourceExists("it's")).isFalse();
    }

    @Test
    void registeredFileIsInTheCatalogAsAnnounced() throws Exception {
        assertThat(session.register(List.of(registration("one", "/data/one", 4)))).containsExactly(Reply.OK);

        assertThat(session.replicas(home, List.of("one", "two"))).containsOnlyKeys("one");
        Replica replica = only("one");
        assertThat(replica).returns(0, Replica::number).returns(Replica.Status.GOOD, Replica::status)
                .returns(4L, Replica::size).returns(MODIFIED, Replica::modified)
                .returns(RawPath.ofText("/data/one"), Replica::physicalPath).returns("", Replica::checksum);
        assertThat(replica.isBelow(resource())).isTrue();
        assertThat(session.isCollection(home + "/one")).isFalse();
    }

    @Test
    void registrationErrorsBelongToTheirFiles() throws Exception {
        List<Reply> replies = session.register(List.of(registration("same", "/data/1", 1),
                registration("same", "/data/1", 1), registration("none/x", "/data/1", 1),
                new Registration(home + "/r", Optional.of("noSuchResource"), RawPath.ofText("/data/1"), 1, MODIFIED),
                registration("last", "/data/1", 1)));

        assertThat(replies).extracting(Reply::error).containsExactly(Optional.empty(),
                Optional.of(IrodsError.EXISTS_ALREADY), Optional.of(IrodsError.COLLECTION_UNKNOWN),
                Optional.of(IrodsError.RESOURCE_UNKNOWN), Optional.empty());
        assertThat(replies.get(2).describe()).contains("its collection does not exist").contains("none");
    }

    @Test
    void manyRequestsAreAnsweredInTheirOrder() throws Exception {
        List<Registration> files = IntStream.range(0, 300)
                .mapToObj(i -> registration("f" + i, "/data/f" + i + "x".repeat(i), i)).toList();
        assertThat(session.register(files)).hasSize(300).allMatch(Reply::isOk);

        Map<String, List<Replica>> replicas = session.replicas(home,
                IntStream.range(0, 310).mapToObj(i -> "f" + i).toList());

        assertThat(replicas).hasSize(300);
        replicas.forEach((name, list) -> assertThat(list).singleElement()
                .returns(Long.parseLong(name.substring(1)), Replica::size)
                .returns(RawPath.ofText("/data/" + name + "x".repeat(Integer.parseInt(name.substring(1)))),
                        Replica::physicalPath));
    }

    @Test
    void onlyWhatWasAskedForIsFound() throws Exception {
        session.register(List.of(registration("a_b", "/d/1", 1), registration("axb", "/d/2", 2),
                registration("it's", "/d/3", 3), registration("itxs", "/d/4", 4), registration("100%", "/d/5", 5),
                registration("100 percent", "/d/6", 6), registration("o'r || and'", "/d/7", 7)));

        assertThat(session.replicas(home, List.of("a_b", "it's", "100%", "o'r || and'", "missing")))
                .containsOnlyKeys("a_b", "it's", "100%", "o'r || and'");
        assertThat(session.replicas(home, List.of())).isEmpty();
    }

    @Test
    void oddNamesArriveAsTheyAre() throws Exception {
        List<String> names = new ArrayList<>(List.of("new\nline", "tab\ta", "quote\"", "apos'trophe", "back\\slash",
                "per%cent", "%41", "grave`", "emoji 😀", "-dash", ".dot", "sp ace ", " lead", "bell\u0007", "esc\u001b",
                "\u0001", "del\u007f", "amp&amp;", "<tag>", "<value>", "a||b", "a&&b", "combining e\u0301", "in ('x')",
                "x".repeat(255), "é".repeat(127)));
        Collections.shuffle(names, new Random(1));
        assertThat(session.register(names.stream().map(name -> registration(name, "/data/" + name, 7)).toList()))
                .allMatch(Reply::isOk);
        List<Reply> collections = session
                .createCollections(names.stream().map(name -> home + "/dir " + name).toList());
        assertThat(collections).allMatch(Reply::isOk);

        Map<String, List<Replica>> replicas = session.replicas(home, names);

        assertThat(replicas.keySet()).containsExactlyInAnyOrderElementsOf(names);
        replicas.forEach((name, list) -> assertThat(list).singleElement()
                .returns(RawPath.ofText("/data/" + name), Replica::physicalPath));
        for (String name : names) {
            String inside = home + "/dir " + name;
            assertThat(session.isCollection(inside)).as(name).isTrue();
            assertThat(session.register(List.of(
                    new Registration(inside + "/f'", Optional.of(resource()), RawPath.ofText("/d"), 1, MODIFIED))))
                    .containsExactly(Reply.OK);
            assertThat(session.replicas(inside, List.of("f'"))).as(name).containsOnlyKeys("f'");
        }
    }

    @Test
    void replicasAreUpdated() throws Exception {
        session.register(List.of(registration("one", "/data/one", 4)));

        List<Reply> replies = session.updateReplicas(List.of(new ReplicaUpdate(home + "/one", 0, 77, MODIFIED + 5),
                new ReplicaUpdate(home + "/none", 0, 77, MODIFIED)));

        assertThat(replies.get(0)).isEqualTo(Reply.OK);
        assertThat(replies.get(1).isOk()).isFalse();
        assertThat(only("one")).returns(77L, Replica::size).returns(MODIFIED + 5, Replica::modified)
                .returns(Replica.Status.GOOD, Replica::status);
    }

    @Test
    void metadataIsAddedOnce() throws Exception {
        session.register(List.of(registration("one", "/data/one", 4)));
        Metadata avu = new Metadata(home + "/one", "attribute <&>", "val'ue\nof two lines", "unit");

        List<Reply> replies = session
                .addMetadata(List.of(avu, avu, new Metadata(home + "/none", "attribute", "value", "")));

        assertThat(replies.get(0)).isEqualTo(Reply.OK);
        assertThat(replies.get(1).error()).contains(IrodsError.EXISTS_ALREADY);
        assertThat(replies.get(2).isOk()).isFalse();
    }

    @Test
    void metadataOfCollectionsAndObjectsComesAndGoes() throws Exception {
        session.register(List.of(registration("o'ne", "/data/one", 4)));
        Metadata ofObject = new Metadata(home + "/o'ne", "a", "v", "");
        Metadata ofCollection = new Metadata(home, "attribute", "val'ue", "unit");

        List<Reply> replies = session.changeMetadata(List.of(new MetadataChange(true, true, ofCollection),
                new MetadataChange(true, true, ofCollection), new MetadataChange(true, false, ofObject),
                new MetadataChange(false, false, ofObject), new MetadataChange(false, false, ofObject),
                new MetadataChange(true, true, new Metadata(home + "/none", "a", "v", ""))));

        assertThat(replies).extracting(Reply::error).startsWith(Optional.empty(),
                Optional.of(IrodsError.EXISTS_ALREADY), Optional.empty(), Optional.empty(),
                Optional.of(IrodsError.NOTHING_REMOVED));
        assertThat(replies.getLast().isOk()).isFalse();
        assertThat(session.query("select META_COLL_ATTR_NAME, META_COLL_ATTR_VALUE, META_COLL_ATTR_UNITS"
                + " where COLL_NAME = '" + home + "'")).containsExactly(List.of("attribute", "val'ue", "unit"));
    }

    @Test
    void queriesAnswerRows() throws Exception {
        session.register(List.of(registration("a\\x5c", "/data/1", 1), registration("it's", "/data/2", 22)));

        assertThat(session.query("select DATA_NAME, DATA_SIZE where COLL_NAME = '" + home + "' order by DATA_SIZE"))
                .containsExactly(List.of("a\\x5c", "1"), List.of("it's", "22"));
        assertThat(session.query("select DATA_ID where COLL_NAME = '" + home + "' and DATA_NAME = "
                + Session.quoted("a\\x5c"))).hasSize(1);
        assertThat(session.query("select DATA_ID where COLL_NAME = '" + home + "' and DATA_NAME = "
                + Session.quoted("it's"))).hasSize(1);
        assertThat(session.query("select DATA_NAME where COLL_NAME = '" + home + "/none'")).isEmpty();
        assertThatExceptionOfType(IrodsException.class).isThrownBy(() -> session.query("select NOT_A_COLUMN"))
                .withMessage("the server does not understand the query");
        assertThatExceptionOfType(IrodsException.class).isThrownBy(() -> session.query("gibberish"))
                .withMessage("the server does not understand the query");
        assertThat(session.exists(home + "/it's")).isTrue();
        assertThat(session.exists(home)).isTrue();
        assertThat(session.exists(home + "/none")).isFalse();
    }

    @Test
    void filesOfAllSizesAreUploaded() throws Exception {
        for (int size : new int[]{0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 20 * 1024 * 1024}) {
            put("size" + size, size, false, content(size));

            assertThat(only("size" + size)).as("%s", size).returns((long) size, Replica::size)
                    .returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void uploadReplacesOnlyWhenItMay() throws Exception {
        for (int size : new int[]{10, AT_ONCE + 10}) {
            String name = "again" + size;
            put(name, size, false, content(size));

            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> put(name, size + 1, false, content(size + 1)))
                    .returns(IrodsError.OVERWRITE_WITHOUT_FORCE, IrodsException::error);
            assertThat(only(name).size()).isEqualTo(size);

            put(name, size + 2, true, content(size + 2));
            assertThat(only(name)).returns(size + 2L, Replica::size).returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void sourceOfAnotherSizeLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{10, AT_ONCE, 2 * AT_ONCE}) {
            for (int difference : new int[]{-1, 1, 100}) {
                String name = "differs" + size + "by" + difference;

                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> put(name, size, false, content(size + difference)))
                        .withMessageContaining("announced");

                assertThat(session.replicas(home, List.of(name)).getOrDefault(name, List.of())).as(name)
                        .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
            }
        }
    }

    @Test
    void sourceThatFailsLeavesNoGoodReplica() throws Exception {
        TestContent broken = content(3 * AT_ONCE).failingAt(AT_ONCE + 5, "bad sector");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> put("broken", 3 * AT_ONCE, false, broken))
                .withMessageContaining("bad sector");

        assertThat(session.replicas(home, List.of("broken")).getOrDefault("broken", List.of()))
                .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    @Test
    void uploadIntoAMissingCollectionIsRefused() {
        for (int size : new int[]{1, 2 * AT_ONCE}) {
            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> put("none/x", size, false, content(size)));
        }
    }

    @Test
    void contentThatChangedWhileItWasReadLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{10, 2 * AT_ONCE, LARGE}) {
            String name = "changed" + size;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> put(name, size, false, content(size).changing("it changed")))
                    .withMessageContaining("it changed");
            assertNotGood(name);
        }
    }

    @Test
    void checksumsAreComputedByTheServer() throws Exception {
        for (int size : new int[]{0, 10, AT_ONCE + 10, LARGE}) {
            TestContent content = content(size);
            session.put(new Put(home + "/sum" + size, Optional.of(resource()), size, false, true), content);
            assertThat(only("sum" + size)).returns(content.checksum(), Replica::checksum)
                    .returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void aWrongChecksumLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{AT_ONCE + 10, LARGE}) {
            String name = "wrong" + size;
            Put put = new Put(home + '/' + name, Optional.of(resource()), size, false, true);
            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> session.put(put, content(size).readingDifferentlyAgain()))
                    .returns(IrodsError.CHECKSUM_MISMATCH, IrodsException::error);
            assertNotGood(name);
        }
    }

    @Test
    void largeContentGoesOverSeveralConnections() throws Exception {
        TestContent content = content(LARGE);
        put("large", LARGE, false, content);
        assertThat(content.opened()).as("stretches that were read").isGreaterThan(1);
        assertThat(only("large")).returns((long) LARGE, Replica::size).returns(Replica.Status.GOOD, Replica::status);
    }

    @Test
    void largeContentThatIsTooShortLeavesNoGoodReplica() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> put("short", LARGE, false, content(LARGE - 1)))
                .withMessageContaining("announced");
        assertNotGood("short");
        assertThatExceptionOfType(IOException.class).isThrownBy(
                () -> put("failing", LARGE, false, content(LARGE).failingAt(LARGE / 2, "bad sector")))
                .withMessageContaining("bad sector");
        assertNotGood("failing");
    }

    @Test
    void whatAFileGrewByIsAppended() throws Exception {
        for (int from : new int[]{0, 10, AT_ONCE + 1}) {
            for (int more : new int[]{1, 2 * AT_ONCE}) {
                String name = "grown" + from + "by" + more;
                TestContent content = content(from + more);
                put(name, from, false, content.first(from));

                session.append(new Append(home + '/' + name, 0, from, from + more, true), content);

                assertThat(only(name)).returns((long) from + more, Replica::size)
                        .returns(Replica.Status.GOOD, Replica::status)
                        .returns(content.checksum(), Replica::checksum);
            }
        }
    }

    @Test
    void anAppendThatFailsLeavesNoGoodReplica() throws Exception {
        put("log", 10, false, content(10));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> session.append(new Append(home + "/log", 0, 10, 100, false), content(50)));
        assertNotGood("log");
    }

    @Test
    void aFurtherReplicaBecomesTheGoodOne() throws Exception {
        session.register(List.of(registration("one", "/data/one", 4)));
        assertThat(session.register(List.of(new Registration(home + "/one", Optional.of(otherResource()),
                RawPath.ofText("/other/one"), 5, MODIFIED + 1, true)))).containsExactly(Reply.OK);

        List<Replica> replicas = session.replicas(home, List.of("one")).get("one");
        assertThat(replicas).extracting(Replica::status).containsExactly(Replica.Status.STALE, Replica.Status.GOOD);
        assertThat(replicas.get(1)).returns(5L, Replica::size).returns(RawPath.ofText("/other/one"),
                Replica::physicalPath).matches(replica -> replica.isBelow(otherResource()));

        session.updateReplicas(List.of(new ReplicaUpdate(home + "/one", 0, 6, MODIFIED)));
        assertThat(session.replicas(home, List.of("one")).get("one")).extracting(Replica::status)
                .containsExactly(Replica.Status.GOOD, Replica.Status.STALE);
        assertThat(session.register(List.of(new Registration(home + "/one", Optional.of(otherResource()),
                RawPath.ofText("/other/one"), 5, MODIFIED + 1, true))).getFirst().error())
                .contains(IrodsError.REPLICA_EXISTS_ON_RESOURCE);
    }

    @Test
    void collectionsAreFoundByName() throws Exception {
        session.createCollections(List.of(home + "/a", home + "/it's", home + "/a/below"));
        session.register(List.of(registration("object", "/data/object", 4)));
        assertThat(session.collections(home, List.of("a", "it's", "itxs", "object", "missing", "below")))
                .containsExactlyInAnyOrder("a", "it's");
        assertThat(session.collections(home + "/missing", List.of("a"))).isEmpty();
    }

    @Test
    void metadataIsReplaced() throws Exception {
        session.register(List.of(registration("one", "/data/one", 4)));
        for (String value : List.of("first", "second", "second")) {
            assertThat(session.setMetadata(List.of(new Metadata(home + "/one", "attribute", value, "unit"))))
                    .containsExactly(Reply.OK);
        }
        // only what is there already cannot be added
        assertThat(session.addMetadata(List.of(new Metadata(home + "/one", "attribute", "second", "unit"),
                new Metadata(home + "/one", "attribute", "first", "unit")))).extracting(Reply::isOk)
                .containsExactly(false, true);
    }

    private void assertNotGood(String name) throws Exception {
        assertThat(session.replicas(home, List.of(name)).getOrDefault(name, List.of())).as(name)
                .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    private Replica only(String name) throws Exception {
        List<Replica> replicas = session.replicas(home, List.of(name)).getOrDefault(name, List.of());
        assertThat(replicas).as(name).hasSize(1);
        return replicas.getFirst();
    }

    private void put(String name, long size, boolean overwrite, Content content) throws Exception {
        session.put(new Put(home + '/' + name, Optional.of(resource()), size, overwrite, false), content);
    }

    private static TestContent content(int size) {
        return TestContent.random(size);
    }

    private Registration registration(String name, String physicalPath, long size) {
        return new Registration(home + '/' + name, Optional.of(resource()), RawPath.ofText(physicalPath), size,
                MODIFIED);
    }
}
