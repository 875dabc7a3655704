package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.Faults.Moment;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool, and what goes wrong on the way to the server. */
@Timeout(120)
class ConnectionsTest {
    private static final int CONNECT = 0;
    private static final int COLL_CREATE = 681;
    private static final int REGISTER = 20008;
    private static final int PUT = 606;
    private static final int WRITE = 676;
    private static final int STAT = 633;
    private static final int PIECE = 4 * 1024 * 1024;
    private static final String HOME = "/tempZone/home/rods";
    private static final PoolSettings DEFAULT = PoolSettings.DEFAULT;

    private MiniIrods server;
    private Irods client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().start();
        use(DEFAULT);
    }

    @Test
    void aCollectionIsMadeThoughTheServerLosesARaceOverItsParents() throws Exception {
        server.faults().pretend(COLL_CREATE, 2);
        try (IrodsSession session = client.session()) {
            session.createCollectionWithParents(HOME + "/a/b/c");
            assertThat(session.isCollection(HOME + "/a/b/c")).isTrue();

            server.faults().pretend(COLL_CREATE, Integer.MAX_VALUE);
            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> session.createCollectionWithParents(HOME + "/d/e"))
                    .withMessageContaining(HOME + "/d/e");
        }
    }

    /** The process that serves a connection knows the resources that were there when it was opened. */
    @Test
    void aResourceThatWasMadeAfterTheConnectionIsFound() throws Exception {
        use(with(4, DEFAULT.readTimeout(), DEFAULT.idle(), 20_000));
        look();
        MiniUsers.addResource(server, "late");
        try (IrodsSession session = client.session()) {
            assertThat(session.register(files(3).stream().map(file -> new Registration(file.path(),
                    Optional.of("late"), file.physicalPath(), 1, 1)).toList())).allMatch(Reply::isOk);
        }
        MiniUsers.addResource(server, "later");
        for (int size : new int[]{10, PIECE + 1}) {
            try (IrodsSession session = client.session()) {
                session.put(new Put(HOME + "/size" + size, Optional.of("later"), size, false, false),
                        TestContent.random(size));
            }
        }
    }

    @Test
    void aResourceThatIsNotThereIsNamed() throws Exception {
        long before = client.requests().getOrDefault(CONNECT, 0L);
        try (IrodsSession session = client.session()) {
            List<Reply> replies = session.register(List.of(new Registration(HOME + "/x", Optional.of("none"),
                    RawPath.ofText("/x"), 1, 1), files(1).getFirst()));
            assertThat(replies.getFirst().describe())
                    .isEqualTo("the resource does not exist: none, iRODS status -78000 (SYS_RESC_DOES_NOT_EXIST)");
            assertThat(replies.getLast().isOk()).isTrue();
            for (int size : new int[]{10, PIECE + 1}) {
                assertThatExceptionOfType(IrodsException.class)
                        .isThrownBy(() -> session.put(new Put(HOME + "/y", Optional.of("none"), size, false, false),
                                TestContent.random(size)))
                        .withMessage("the resource does not exist: none");
            }
        }
        assertThat(client.requests().get(CONNECT) - before).as("one more than needed").isLessThanOrEqualTo(2);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void wrongPasswordIsRefused() {
        client = client("rods", "wrong");
        assertThatExceptionOfType(IrodsException.class).isThrownBy(client::session)
                .returns(IrodsError.AUTHENTICATION_FAILED, IrodsException::error)
                .withMessageContaining("rods#tempZone").withMessageNotContaining("wrong ");
    }

    @Test
    void whatNamesNoResourceGoesToTheDefaultOne() throws Exception {
        IrodsEnvironment plain = environment(server.port(), "rods", "rods");
        client.close();
        client = TestClient.open(
                new IrodsEnvironment(plain.host(), plain.port(), plain.zone(), plain.user(), plain.password(),
                        plain.authentication(), Optional.of("bundleResc"), plain.policy(), plain.tls()),
                DEFAULT);
        try (IrodsSession session = client.session()) {
            Registration file = new Registration(HOME + "/file", Optional.empty(), RawPath.ofText("/data/file"), 1, 1);
            Registration placed = new Registration(HOME + "/placed", Optional.of("demoResc"), file.physicalPath(), 1,
                    1);
            assertThat(session.register(List.of(file, placed))).allMatch(Reply::isOk);
            session.put(new Put(HOME + "/put", Optional.empty(), 1, false, false), TestContent.random(1));
            var replicas = session.replicas(HOME, List.of("file", "placed", "put"));
            assertThat(replicas.get("file")).extracting(Replica::hierarchy).containsExactly("bundleResc");
            assertThat(replicas.get("placed")).extracting(Replica::hierarchy).containsExactly("demoResc");
            assertThat(replicas.get("put")).extracting(Replica::hierarchy).containsExactly("bundleResc");
        }
    }

    @Test
    void unknownUserIsRefused() {
        client = client("nobody", "rods");
        assertThatExceptionOfType(IrodsException.class).isThrownBy(client::session)
                .returns(IrodsError.USER_UNKNOWN, IrodsException::error).withMessageContaining("nobody#tempZone");
    }

    @Test
    void whoeverAUserIsHeMayComeIn() throws Exception {
        String user = "jürgen";
        String password = "pa &<`'ss";
        try (MiniIrods other = MiniIrods.builder().user(user).password(password).start();
                Irods ours = TestClient.open(environment(other.port(), user, password), DEFAULT);
                IrodsSession session = ours.session()) {
            assertThat(session.isCollection("/tempZone/home/" + user)).isTrue();
        }
    }

    @Test
    void closedPortIsAnOutage() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        client = TestClient.open(environment(port, "rods", "rods"), DEFAULT);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(client::session)
                .withMessage("cannot connect to 127.0.0.1:" + port + " as rods#tempZone: connection refused");
    }

    @Test
    void connectionClosedDuringStartIsAnOutage() {
        server.faults().refuseConnections(true);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(client::session)
                .withMessageContaining("as rods#tempZone");
    }

    @Test
    void silentServerIsAnOutage() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            IrodsEnvironment environment = environment(silent.getLocalPort(), "rods", "rods");
            client = TestClient.open(environment, with(4, Duration.ofMillis(100), DEFAULT.idle(), 20_000));
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(client::session)
                    .withMessageContaining("no answer in time");
        }
    }

    @Test
    void connectionCutInTheMiddleOfAListIsAnOutage() throws Exception {
        server.faults().dropConnectionOn(REGISTER, Moment.AFTER_EXECUTION, 1);
        try (IrodsSession session = client.session()) {
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> session.register(files(40)))
                    .withMessageContaining("was lost");

            // the next request goes over another connection; the first file was registered before the cut
            assertThat(session.register(files(1)).getFirst().error()).contains(IrodsError.EXISTS_ALREADY);
        }
        assertThat(client.requests()).containsEntry(CONNECT, 2L);
    }

    @Test
    void connectionCutInTheMiddleOfAnUploadLeavesNoGoodReplica() throws Exception {
        server.faults().dropConnectionOn(PUT, Moment.BEFORE_EXECUTION, 1);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> put("small", 10));
        server.faults().dropConnectionOn(WRITE, Moment.AFTER_EXECUTION, 1);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> put("large", 2 * PIECE));

        try (IrodsSession session = client.session()) {
            assertThat(session.replicas(HOME, List.of("small", "large")).values()).allSatisfy(
                    replicas -> assertThat(replicas).noneMatch(r -> r.status() == Replica.Status.GOOD));
        }
        put("small", 10);
        await().untilAsserted(() -> put("large", 2 * PIECE));
        try (IrodsSession session = client.session()) {
            assertThat(session.replicas(HOME, List.of("small", "large")).values()).hasSize(2).allSatisfy(
                    replicas -> assertThat(replicas).singleElement().matches(r -> r.status() == Replica.Status.GOOD));
        }
    }

    @Test
    void refusedPieceFailsTheUpload() throws Exception {
        server.faults().failNext(WRITE, -513_028, 1);
        assertThatExceptionOfType(IrodsException.class).isThrownBy(() -> put("full", 2 * PIECE))
                .returns(IrodsError.FILE_WRITE, IrodsException::error);
        try (IrodsSession session = client.session()) {
            assertThat(session.replicas(HOME, List.of("full")).getOrDefault("full", List.of()))
                    .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
        }
    }

    @Test
    void abortEndsABlockedRequest() throws Exception {
        server.faults().delay(STAT, Duration.ofSeconds(3), 1);
        CountDownLatch inSession = new CountDownLatch(1);
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try (IrodsSession session = client.session()) {
                inSession.countDown();
                session.isCollection(HOME);
                outcome.complete(null);
            } catch (Exception ended) {
                outcome.complete(ended);
            }
        });
        inSession.await();
        await().until(() -> server.counts().of(STAT) == 1);

        client.abort(worker);

        worker.join(Duration.ofSeconds(10));
        assertThat(outcome).isCompletedWithValueMatching(UnavailableException.class::isInstance);
        try (IrodsSession session = client.session()) {
            assertThat(session.isCollection(HOME)).isTrue();
        }
    }

    @Test
    void abortedSessionStaysUseless() throws Exception {
        try (IrodsSession session = client.session()) {
            client.abort(Thread.currentThread());
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> session.isCollection(HOME));
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> session.isCollection(HOME));
        }
        try (IrodsSession session = client.session()) {
            assertThat(session.isCollection(HOME)).isTrue();
        }
    }

    @Test
    void abortEndsAStart() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            client = TestClient.open(environment(silent.getLocalPort(), "rods", "rods"), DEFAULT);
            CompletableFuture<Exception> outcome = new CompletableFuture<>();
            Thread worker = Thread.ofPlatform().start(() -> outcome.complete(borrowing()));
            Socket accepted = silent.accept();
            client.abort(worker);
            worker.join(Duration.ofSeconds(10));
            accepted.close();
            assertThat(outcome).isCompletedWithValueMatching(InterruptedException.class::isInstance);
        }
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            look();
        }
        assertThat(client.requests()).containsEntry(CONNECT, 1L).containsEntry(STAT, 5L);
    }

    @Test
    void borrowersBeyondTheLimitWait() throws Exception {
        use(with(1, DEFAULT.readTimeout(), DEFAULT.idle(), 20_000));
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        IrodsSession only = client.session();
        Thread waiting = Thread.ofPlatform().start(() -> outcome.complete(borrowing()));
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        waiting.join(Duration.ofSeconds(10));
        assertThat(outcome).isCompletedWithValueMatching(InterruptedException.class::isInstance);
        only.close();
        look();
        assertThat(client.requests()).containsEntry(CONNECT, 1L);
    }

    @Test
    void connectionsAreRenewedByRequests() throws Exception {
        use(with(4, DEFAULT.readTimeout(), DEFAULT.idle(), 10));
        for (int i = 0; i < 30; i++) {
            look();
        }
        assertThat(client.requests()).hasEntrySatisfying(CONNECT, count -> assertThat(count).isBetween(3L, 4L));
    }

    @Test
    void connectionsAreRenewedByAge() throws Exception {
        use(new PoolSettings(4, Duration.ZERO, 20_000, DEFAULT.idle(), DEFAULT.connectTimeout(),
                DEFAULT.readTimeout(), 16, 4));
        look();
        look();
        assertThat(client.requests()).containsEntry(CONNECT, 2L);
    }

    @Test
    void idleConnectionsAreClosed() throws Exception {
        use(with(4, DEFAULT.readTimeout(), Duration.ofMillis(50), 20_000));
        look();
        // asked less and less often, until one had rested long enough
        await().pollInterval(IterativePollInterval.iterative(pause -> pause.multipliedBy(2), Duration.ofMillis(20)))
                .untilAsserted(() -> {
                    look();
                    assertThat(client.requests().get(CONNECT)).isGreaterThan(1);
                });
    }

    @Test
    void connectionsThatTheServerCutAreNotUsedForLong() throws Exception {
        try (IrodsSession one = client.session(); IrodsSession two = client.session()) {
            assertThat(one.isCollection(HOME) && two.isCollection(HOME)).isTrue();
        }
        server.faults().cutAllConnections();

        // the first request may hit a dead connection; then none of the others that rested is trusted
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::look);
        look();
        assertThat(client.requests()).containsEntry(CONNECT, 3L);
    }

    @Test
    void connectionsCutAtRandomLoseNothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ConnectionsTest seed " + seed);
        Random random = new Random(seed);
        use(with(3, DEFAULT.readTimeout(), DEFAULT.idle(), 500));
        List<List<Registration>> chunks = IntStream.range(0, 80)
                .mapToObj(i -> files(2000).subList(i * 25, i * 25 + 25)).toList();
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> workers = IntStream.range(0, 6).mapToObj(i -> CompletableFuture.runAsync(() -> {
            for (int chunk = next.getAndIncrement(); chunk < chunks.size(); chunk = next.getAndIncrement()) {
                registerUntilDone(chunks.get(chunk));
            }
        }, Thread::startVirtualThread)).toList();

        for (int cuts = 0; cuts < 10 && next.get() < chunks.size(); cuts++) {
            int mark = Math.min(chunks.size(), next.get() + 1 + random.nextInt(8));
            await().atMost(Duration.ofSeconds(60)).until(() -> next.get() >= mark);
            server.faults().cutAllConnections();
        }
        for (CompletableFuture<Void> worker : workers) {
            worker.get(50, TimeUnit.SECONDS);
        }

        // the last cut may have come after the last chunk: then the first to ask meets it
        await().ignoreException(UnavailableException.class).untilAsserted(() -> {
            try (IrodsSession session = client.session()) {
                assertThat(session.replicas(HOME, IntStream.range(0, 2000).mapToObj(i -> "f" + i).toList()).values())
                        .hasSize(2000).allMatch(replicas -> replicas.size() == 1);
            }
        });
    }

    @Test
    void requestsAreCountedByApi() throws Exception {
        try (IrodsSession session = client.session()) {
            session.createCollections(List.of(HOME + "/a", HOME + "/b"));
            session.register(files(50));
        }
        assertThat(client.requests()).containsEntry(CONNECT, 1L).containsEntry(COLL_CREATE, 2L)
                .containsEntry(REGISTER, 50L);
    }

    @Test
    void pipelineOfOneWaitsForEachAnswer() throws Exception {
        use(new PoolSettings(1, DEFAULT.maxAge(), 20_000, DEFAULT.idle(), DEFAULT.connectTimeout(),
                DEFAULT.readTimeout(), 1, 1));
        try (IrodsSession session = client.session()) {
            assertThat(session.register(files(50))).hasSize(50).allMatch(Reply::isOk);
        }
    }

    private void registerUntilDone(List<Registration> chunk) {
        while (true) {
            try (IrodsSession session = client.session()) {
                assertThat(session.register(chunk)).hasSize(chunk.size()).allMatch(
                        reply -> reply.isOk() || reply.error().equals(Optional.of(IrodsError.EXISTS_ALREADY)));
                return;
            } catch (UnavailableException cut) {
                assertThat(cut.dependency()).isEqualTo(Dependency.IRODS);
            } catch (IrodsException | InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    private Exception borrowing() {
        try {
            client.session().close();
            return new Exception("a session was there");
        } catch (Exception ended) {
            return ended;
        }
    }

    private void look() throws Exception {
        try (IrodsSession session = client.session()) {
            assertThat(session.isCollection(HOME)).isTrue();
        }
    }

    private void put(String name, int size) throws Exception {
        try (IrodsSession session = client.session()) {
            session.put(new Put(HOME + '/' + name, Optional.of("demoResc"), size, false, false),
                    TestContent.random(size));
        }
    }

    private static List<Registration> files(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Registration(HOME + "/f" + i, Optional.of("demoResc"),
                RawPath.ofText("/data/f" + i), i, 1_700_000_000L)).toList();
    }

    private void use(PoolSettings settings) {
        if (client != null) {
            client.close();
        }
        client = TestClient.open(environment(server.port(), "rods", "rods"), settings);
    }

    private Irods client(String user, String password) {
        client.close();
        return TestClient.open(environment(server.port(), user, password), DEFAULT);
    }

    private static PoolSettings with(int size, Duration readTimeout, Duration idle, long maxRequests) {
        return new PoolSettings(size, DEFAULT.maxAge(), maxRequests, idle, DEFAULT.connectTimeout(), readTimeout, 16,
                4);
    }

    private static IrodsEnvironment environment(int port, String user, String password) {
        return MiniIrodsContract.environment("127.0.0.1", port, user, password);
    }
}
