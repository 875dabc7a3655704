package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Irods} does, with every server. */
abstract class IrodsContractTest extends IrodsUploadContractTest {
    private static final long MODIFIED = 1_700_000_000L;

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

    private Registration registration(String name, String physicalPath, long size) {
        return new Registration(home + '/' + name, Optional.of(resource()), RawPath.ofText(physicalPath), size,
                MODIFIED);
    }
}
