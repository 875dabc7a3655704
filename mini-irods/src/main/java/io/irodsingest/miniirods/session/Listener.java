package io.irodsingest.miniirods.session;

import io.irodsingest.miniirods.Faults;
import io.irodsingest.miniirods.RequestCounts;
import io.irodsingest.miniirods.api.Dispatcher;
import io.irodsingest.miniirods.request.Services;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one address and knows the open ones. Thread-safe. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 200;

    private final ServerSocket server = new ServerSocket();
    private final Services services;
    private final Agents agents;
    private final RequestCounts counts;
    private final Faults faults;
    private final Dispatcher dispatcher = new Dispatcher();
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();

    public Listener(InetSocketAddress address, Services services, Agents agents, RequestCounts counts,
            Faults faults)
            throws IOException {
        this.services = services;
        this.agents = agents;
        this.counts = counts;
        this.faults = faults;
        server.setReuseAddress(true);
        try {
            server.bind(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + ':' + address.getPort(), e);
        }
    }

    public void start() {
        Thread.ofPlatform().daemon().name("mini-irods-accept").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections are open. */
    public int open() {
        return connections.size();
    }

    public void cutAll() {
        connections.keySet().forEach(Connection::cut);
    }

    /** Stops at once; returns when every session has given up what it had open. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Map.Entry<Connection, Thread> connection : connections.entrySet()) {
            connection.getKey().cut();
            try {
                connection.getValue().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    Services services() {
        return services;
    }

    Agents agents() {
        return agents;
    }

    RequestCounts counts() {
        return counts;
    }

    Faults faults() {
        return faults;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (faults.refusesConnections()) {
                    socket.close();
                } else {
                    open(socket);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("cannot accept a connection: {}", e.toString());
                }
            }
        }
    }

    private void open(Socket socket) {
        counts.connectionOpened();
        Connection connection = new Connection(socket, this);
        Thread thread = Thread.ofPlatform().daemon().name("mini-irods-" + socket.getPort()).unstarted(connection);
        connections.put(connection, thread);
        thread.start();
    }
}
