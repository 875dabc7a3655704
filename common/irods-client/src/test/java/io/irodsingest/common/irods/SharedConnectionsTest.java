package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.User;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One pool for several users and jobs. */
@Timeout(60)
class SharedConnectionsTest {
    private static final int CONNECT = 0;
    private static final Optional<User> US = Optional.empty();
    private static final Optional<User> ALICE = Optional.of(new User("tempZone", "alice"));
    private static final Optional<User> BOB = Optional.of(new User("tempZone", "bob"));
    private static final Optional<Duration> USUAL = Optional.empty();

    private MiniIrods server;
    private Irods client;

    @BeforeEach
    void start() throws Exception {
        server = MiniIrods.builder().start();
        MiniUsers.add(server, "alice");
        MiniUsers.add(server, "bob");
        await().until(() -> server.openConnections() == 0);
        client = client(2);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void connectionIsUsedAgainForItsUserOnly() throws Exception {
        for (int round = 0; round < 3; round++) {
            make(ALICE, "alice", "a" + round);
            make(BOB, "bob", "b" + round);
        }

        assertThat(client.requests()).containsEntry(CONNECT, 2L);
        assertThat(server.openConnections()).isEqualTo(2);
    }

    @Test
    void weAreOneUser() throws Exception {
        make(US, "rods", "a");
        make(Optional.of(new User("tempZone", "rods")), "rods", "b");

        assertThat(client.requests()).containsEntry(CONNECT, 1L);
    }

    @Test
    void oneOfAnotherUserMakesRoom() throws Exception {
        make(ALICE, "alice", "a");
        make(BOB, "bob", "b");
        make(US, "rods", "c");

        await().until(() -> server.openConnections() == 2);
        // alice's had rested longest
        make(BOB, "bob", "d");
        make(US, "rods", "e");
        assertThat(client.requests()).containsEntry(CONNECT, 3L);
    }

    @Test
    void usersAreNeverMixedUp() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SharedConnectionsTest seed " + seed);
        List<CompletableFuture<Void>> threads = IntStream.range(0, 6).mapToObj(thread -> CompletableFuture.runAsync(
                () -> makeSome(new Random(seed + thread), thread), Thread::startVirtualThread)).toList();
        for (CompletableFuture<Void> thread : threads) {
            thread.get(50, TimeUnit.SECONDS);
        }

        await().until(() -> server.openConnections() <= 2);
    }

    @Test
    void whoIsNoAdministratorActsForNobody() throws Exception {
        MiniUsers.degradeTheAdministrator(server);

        assertThatExceptionOfType(IrodsException.class).isThrownBy(() -> client.session(ALICE, USUAL, RateLimit.FREE))
                .returns(IrodsError.PROXY_REFUSED, IrodsException::error)
                .withMessageContaining("rods#tempZone for alice#tempZone")
                .withMessageContaining("only a rodsadmin may act for another user");
        make(US, "rods", "a");
    }

    @Test
    void whoBorrowsSaysHowLongAConnectionRests() throws Exception {
        client.session(ALICE, Optional.of(Duration.ofHours(1)), RateLimit.FREE).close();
        client.session(BOB, Optional.of(Duration.ofMillis(100)), RateLimit.FREE).close();

        await().atMost(Duration.ofSeconds(5)).until(() -> server.openConnections() == 1);
        make(ALICE, "alice", "a");
        assertThat(client.requests()).containsEntry(CONNECT, 2L);
    }

    @Test
    void theLastBorrowerDecides() throws Exception {
        client.session(US, Optional.of(Duration.ofMillis(300)), RateLimit.FREE).close();
        client.session(US, Optional.of(Duration.ofHours(1)), RateLimit.FREE).close();
        client.session(ALICE, Optional.of(Duration.ofMillis(400)), RateLimit.FREE).close();

        await().atMost(Duration.ofSeconds(5)).until(() -> server.openConnections() == 1);
        make(US, "rods", "a");
        assertThat(client.requests()).containsEntry(CONNECT, 2L);
    }

    @Test
    void whatIsMadeForAUserIsTheUsersOwn() throws Exception {
        String theirs = "/tempZone/home/alice/place";
        try (IrodsSession alice = client.session(ALICE, USUAL, RateLimit.FREE); IrodsSession ours = client.session()) {
            assertThat(alice.createCollections(List.of(theirs, theirs + "/below"))).allMatch(Reply::isOk);
            assertThat(ours.createCollections(List.of(theirs + "/x")).getFirst().error())
                    .as("the administrator has no right there").contains(IrodsError.NO_PERMISSION);
            assertThat(alice.createCollections(List.of("/tempZone/home/rods/x")).getFirst().error())
                    .as("nor has the user elsewhere").contains(IrodsError.NO_PERMISSION);
            assertThat(alice.register(List.of(new Registration(theirs + "/registered", Optional.empty(),
                    RawPath.ofText("/data/one"), 1, 1))).getFirst().error()).contains(IrodsError.PATH_OUTSIDE_VAULT);
        }
    }

    @Test
    void userToActForMustExist() {
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> client.session(Optional.of(new User("tempZone", "nobody")), USUAL, RateLimit.FREE))
                .returns(IrodsError.CLIENT_USER_UNKNOWN, IrodsException::error)
                .withMessageContaining("rods#tempZone for nobody#tempZone: the user to act for does not exist");
    }

    private void makeSome(Random random, int thread) {
        try {
            for (int i = 0; i < 15; i++) {
                switch (random.nextInt(3)) {
                    case 0 -> make(ALICE, "alice", thread + "-" + i);
                    case 1 -> make(BOB, "bob", thread + "-" + i);
                    default -> make(US, "rods", thread + "-" + i);
                }
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Only the owner of a home may make something there. */
    private void make(Optional<User> user, String home, String name) throws Exception {
        try (IrodsSession session = client.session(user, USUAL, RateLimit.FREE)) {
            assertThat(session.createCollections(List.of("/tempZone/home/" + home + '/' + name)))
                    .containsExactly(Reply.OK);
        }
    }

    private Irods client(int size) {
        PoolSettings preset = PoolSettings.DEFAULT;
        return TestClient.open(MiniIrodsContract.environment(server.host(), server.port(), "rods", "rods"),
                new PoolSettings(size, preset.maxAge(), preset.maxRequests(), preset.idle(), preset.connectTimeout(),
                        preset.readTimeout(), preset.pipeline(), preset.streams()));
    }
}
