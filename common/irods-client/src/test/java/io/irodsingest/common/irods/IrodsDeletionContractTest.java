package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing and removing, as every server and client must do it. Against a real server when variables name one. */
class IrodsDeletionContractTest {
    private static MiniIrods server;
    private static Irods client;
    private static String base;

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
        home = base + "/deletion-" + UUID.randomUUID();
        session.createCollectionWithParents(home);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @Test
    void aCollectionIsListedWithoutWhatIsBelow() throws Exception {
        session.createCollections(List.of(home + "/sub", home + "/sub/deeper", home + "/empty", home + "x"));
        upload("/one", "/two", "/sub/three");

        assertThat(session.list(home)).satisfies(content -> {
            assertThat(content.dataObjects()).containsExactlyInAnyOrder("one", "two");
            assertThat(content.collections()).containsExactlyInAnyOrder("sub", "empty");
        });
        assertThat(session.list(home + "/empty")).isEqualTo(new CollectionContent(List.of(), List.of()));
        assertThat(session.list(home + "/none")).isEqualTo(new CollectionContent(List.of(), List.of()));
    }

    @Test
    void manyNamesAreListedEachOnce() throws Exception {
        List<String> names = IntStream.range(0, 700).mapToObj(i -> "name " + i).toList();
        register(home, names);
        session.createCollections(names.stream().map(name -> home + "/c " + name).toList());

        assertThat(session.list(home).dataObjects()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(session.list(home).collections())
                .containsExactlyInAnyOrderElementsOf(names.stream().map(name -> "c " + name).toList());
    }

    @Test
    void oddNamesAreListedAndRemovedAsTheyAre() throws Exception {
        List<String> odd = List.of("new\nline", "apos'trophe", "o'r || and' && x", "back\\slash", "per%cent", "under_",
                "grave`", "emoji 😀", "bell\u0007", "amp&amp;", "<tag>", " lead", "in ('x')");
        for (String collection : Stream.concat(Stream.of(home), odd.stream().map(name -> home + "/c " + name))
                .toList()) {
            session.createCollectionWithParents(collection);
            register(collection, odd);
            session.createCollections(odd.stream().map(name -> collection + "/c " + name).toList());
        }
        // what a pattern would match as well
        session.createCollectionWithParents(home + "/c oxr || andx && x");
        register(home + "/c oxr || andx && x", List.of("another"));

        for (String name : odd) {
            String collection = home + "/c " + name;
            assertThat(session.list(collection).dataObjects()).as(name).containsExactlyInAnyOrderElementsOf(odd);
            assertThat(session.unregister(odd.stream().map(one -> collection + '/' + one).toList())).as(name)
                    .allMatch(Reply::isOk);
            assertThat(session.list(collection)).as(name).returns(List.of(), CollectionContent::dataObjects);
            assertThat(session.list(collection).collections()).as(name)
                    .containsExactlyInAnyOrderElementsOf(odd.stream().map(one -> "c " + one).toList());
            assertThat(session.removeCollections(odd.stream().map(one -> collection + "/c " + one).toList())).as(name)
                    .allMatch(Reply::isOk);
            assertThat(session.removeCollections(List.of(collection))).as(name).containsExactly(Reply.OK);
        }
        assertThat(session.list(home).dataObjects()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(session.list(home).collections()).containsExactly("c oxr || andx && x");
    }

    @Test
    void unregisteredObjectsLeaveTheirFiles(@TempDir Path directory) throws Exception {
        upload("/one");
        Path file = Files.writeString(directory.resolve("registered"), "four");
        session.register(List.of(new Registration(home + "/two", Optional.empty(), RawPath.of(file), 4, 1)));
        String stored = session.replicas(home, List.of("one")).get("one").getFirst().physicalPath().encoded();

        assertThat(session.unregister(List.of(home + "/one", home + "/two"))).allMatch(Reply::isOk);

        assertThat(session.list(home).dataObjects()).isEmpty();
        assertThat(file).hasContent("four");
        if (server != null) {
            assertThat(Path.of(stored)).exists();
        }
    }

    @Test
    void whatGoesToTheTrashIsThere() throws Exception {
        upload("/one", "/two");

        assertThat(session.moveToTrash(List.of(home + "/one"))).containsExactly(Reply.OK);

        assertThat(session.list(home).dataObjects()).containsExactly("two");
        String trash = home.replaceFirst("/home/", "/trash/home/");
        assertThat(session.replicas(trash, List.of("one"))).containsOnlyKeys("one");
    }

    @Test
    void whatIsRemovedIsNowhere() throws Exception {
        upload("/one");
        String stored = session.replicas(home, List.of("one")).get("one").getFirst().physicalPath().encoded();

        assertThat(session.remove(List.of(home + "/one"))).containsExactly(Reply.OK);

        assertThat(session.list(home).dataObjects()).isEmpty();
        assertThat(session.list(home.replaceFirst("/home/", "/trash/home/")).dataObjects()).isEmpty();
        if (server != null) {
            assertThat(Path.of(stored)).doesNotExist();
        }
    }

    @Test
    void whatIsNotThereIsAnErrorOfItsOwn() throws Exception {
        upload("/one", "/two", "/three");

        assertThat(session.unregister(List.of(home + "/none", home + "/one"))).extracting(Reply::error)
                .containsExactly(Optional.of(IrodsError.NO_ROWS), Optional.empty());
        assertThat(session.moveToTrash(List.of(home + "/none", home + "/two"))).extracting(Reply::error)
                .containsExactly(Optional.of(IrodsError.NO_ROWS), Optional.empty());
        assertThat(session.remove(List.of(home + "/none", home + "/three"))).extracting(Reply::error)
                .containsExactly(Optional.of(IrodsError.NO_ROWS), Optional.empty());
    }

    @Test
    void onlyEmptyCollectionsAreRemoved() throws Exception {
        session.createCollections(List.of(home + "/a", home + "/a/b", home + "/c", home + "/d"));
        upload("/c/file");

        assertThat(session.removeCollections(
                List.of(home + "/a", home + "/a/b", home + "/c", home + "/none", home + "/d", home + "/a")))
                .extracting(Reply::error)
                .containsExactly(Optional.of(IrodsError.COLLECTION_NOT_EMPTY), Optional.empty(),
                        Optional.of(IrodsError.COLLECTION_NOT_EMPTY), Optional.of(IrodsError.COLLECTION_UNKNOWN),
                        Optional.empty(), Optional.empty());
        assertThat(session.list(home).collections()).containsExactly("c");
        assertThat(session.list(home + "/c").dataObjects()).containsExactly("file");
    }

    private void upload(String... relative) throws Exception {
        for (String path : relative) {
            session.put(new Put(home + path, Optional.empty(), 3, false, false), TestContent.random(3));
        }
    }

    private void register(String collection, List<String> names) throws Exception {
        assertThat(session.register(names.stream().map(name -> new Registration(collection + '/' + name,
                Optional.empty(), RawPath.ofText("/data"), 1, 1)).toList())).allMatch(Reply::isOk);
    }
}
