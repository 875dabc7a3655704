package io.irodsingest.testservers.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A relay for TCP on 127.0.0.1, in front of a server, that has the faults which a test wants. Without any it passes bytes on.
 * <p>
 * It reads along with HTTP/1.1, connections that are kept alive included. A request whose body has no announced length is the
 * last that is seen of its connection; the rest of that passes on unseen, and so do all other protocols.
 * <p>
 * Thread-safe.
 */
public final class FaultyLink implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final SlowDown slowDown = new SlowDown();
    private final Sluice sluice = new Sluice();
    private volatile Predicate<Request> denied = request -> false;
    private volatile Consumer<Request> before = request -> {};
    private volatile boolean changesAnswers;
    private volatile Function<Request, Map<String, String>> fields = request -> Map.of();
    private volatile Predicate<Request> damaged = request -> false;
    private volatile boolean away;
    private long cutAfter;
    private int connectionsToCut;

    /**
     * A request that was seen.
     *
     * @param path with the query, as the client wrote it
     * @param refused whether the link answered it itself
     */
    public record Request(String method, String path, boolean refused) {
        /** Whether its path without the query is this one. */
        public boolean isFor(String wantedMethod, String wantedPath) {
            return method.equals(wantedMethod) && path.split("\\?", 2)[0].equals(wantedPath);
        }
    }

    private FaultyLink(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().name("faulty-link").start(this::accept);
    }

    /** A link to a server, on a free port. */
    public static FaultyLink to(String host, int port) {
        try {
            return new FaultyLink(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A link to the server of an address that names its port. */
    public static FaultyLink to(URI address) {
        return to(address.getHost(), address.getPort());
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The address for clients that speak HTTP. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Cuts every open connection, like a host that resets them. */
    public void cutAll() {
        connections.forEach(FaultyConnection::cut);
    }

    /**
     * Cuts connections yet to be made when the server has sent so many bytes on them.
     *
     * @param bytes of the server's answers, heads included
     * @param nextConnections how many; 0 takes an earlier wish back
     */
    public synchronized void cutAfter(long bytes, int nextConnections) {
        cutAfter = bytes;
        connectionsToCut = nextConnections;
    }

    /** Answers requests with 503 {@code SlowDown} instead of passing them on, for a time from now. */
    public void slowDown(Duration time) {
        slowDown.during(time);
    }

    /** Answers the next requests with 503 {@code SlowDown}; 0 takes an earlier wish back. */
    public void slowDown(int nextRequests) {
        slowDown.next(nextRequests);
    }

    /**
     * Answers requests with 403 {@code AccessDenied} instead of passing them on, until another wish takes this one's place.
     *
     * @param which asked in several threads, about requests that are not refused yet
     */
    public void deny(Predicate<Request> which) {
        denied = which;
    }

    /**
     * Has something done right before each request is passed on or refused, until another wish takes this one's place.
     *
     * @param what is told of requests before {@link #requests()} has them, in several threads
     */
    public void before(Consumer<Request> what) {
        before = what;
    }

    /**
     * Sets fields in the heads of HTTP answers on connections yet to be made, until another wish takes this one's place.
     *
     * @param what names and values by the request that is answered; asked in several threads
     */
    public void setFields(Function<Request, Map<String, String>> what) {
        fields = what;
        changesAnswers = true;
    }

    /**
     * Changes a bit in the last byte of the bodies of HTTP answers on connections yet to be made, until another wish takes this
     * one's place; bodies that come in chunks stay as they are.
     *
     * @param which requests have such answers; asked in several threads, once for each such answer
     */
    public void damage(Predicate<Request> which) {
        damaged = which;
        changesAnswers = true;
    }

    /** Cuts every connection, those yet to be made too, like a server that is not there; or ends that. */
    public void away(boolean isAway) {
        away = isAway;
        if (isAway) {
            cutAll();
        }
    }

    /**
     * Lets nothing pass any more while connections stay open, like a network that loses all packets; or lets go on what waited.
     * Who connects meanwhile gets no answer.
     */
    public void hold(boolean isHeld) {
        sluice.hold(isHeld);
    }

    /** Delays what passes, in both directions, each piece of up to 16 KiB. @param time zero for no delay */
    public void slow(Duration time) {
        sluice.slow(time);
    }

    /** The requests seen so far, in the order in which they came. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many requests of a kind were seen so far. */
    public long count(Predicate<Request> kind) {
        return requests.stream().filter(kind).count();
    }

    /** How many connections are open. */
    public int open() {
        return connections.size();
    }

    /** Forgets the requests seen so far. */
    public void forgetRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cutAll();
            sluice.hold(false);
        }
    }

    /** Has a piece wait as long as is wished. */
    void delay() throws IOException {
        sluice.pass();
    }

    /** Notes a request. @return how it is to be refused, if it is */
    Optional<Refusal> seen(String method, String path) {
        before.accept(new Request(method, path, false));
        Optional<Refusal> refusal = Optional.empty();
        if (slowDown.refuses()) {
            refusal = Optional.of(Refusal.SLOW_DOWN);
        } else if (denied.test(new Request(method, path, false))) {
            refusal = Optional.of(Refusal.ACCESS_DENIED);
        }
        requests.add(new Request(method, path, refusal.isPresent()));
        return refusal;
    }

    void ended(FaultyConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void relay(Socket client) {
        Socket upstream = new Socket();
        FaultyConnection connection = new FaultyConnection(this, client, upstream, limit(), changes());
        connections.add(connection);
        if (away) {
            connection.cut();
            return;
        }
        try {
            upstream.connect(server);
            upstream.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            connection.start();
        } catch (IOException unreachable) {
            connection.cut();
        }
        if (away || listener.isClosed()) {
            connection.cut();
        }
    }

    /** What is wished later of answers counts on the connection too. */
    private Optional<AnswerChanges> changes() {
        return changesAnswers
                ? Optional.of(new AnswerChanges(request -> fields.apply(request), request -> damaged.test(request)))
                : Optional.empty();
    }

    private synchronized long limit() {
        if (connectionsToCut == 0) {
            return Long.MAX_VALUE;
        }
        connectionsToCut--;
        return cutAfter;
    }
}
