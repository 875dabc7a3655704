package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.catalog.Catalog;
import io.irodsingest.miniirods.catalog.CatalogSession;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.Release;
import java.sql.SQLException;
import java.util.Set;

/** What lasts between the requests of one connection. Used by its thread only. */
public final class SessionState {
    private final Services services;
    private final CatalogSession db;
    private final Set<String> resources;
    private final Descriptors descriptors = new Descriptors();
    private final Cursors cursors = new Cursors();
    private final StartupNames names;
    private byte[] challenge = {};
    private User proxy;
    private User client;
    private int extractions;
    private int fileLimit = Integer.MAX_VALUE;
    private int handled;

    /**
     * Who connects, as the client says before he proved it.
     *
     * @param oldText whether the two talk in {@link io.irodsingest.miniirods.wire.OldText}
     */
    public record StartupNames(String proxyUser, String proxyZone, String clientUser, String clientZone,
            boolean oldText) {}

    public SessionState(Services services, StartupNames names) throws SQLException {
        this.services = services;
        this.names = names;
        this.db = services.catalog().session();
        this.resources = services.catalog().resources().names();
    }

    /** Whether a resource was there when the client connected; as with the real server, a connection does not learn of others. */
    boolean knows(Resource resource) {
        return resources.contains(resource.name());
    }

    public Services services() {
        return services;
    }

    public Release release() {
        return services.release();
    }

    public Catalog catalog() {
        return services.catalog();
    }

    public CatalogSession db() {
        return db;
    }

    public Descriptors descriptors() {
        return descriptors;
    }

    public Cursors cursors() {
        return cursors;
    }

    public StartupNames names() {
        return names;
    }

    public byte[] challenge() {
        return challenge;
    }

    public void challenge(byte[] sent) {
        challenge = sent;
    }

    public boolean authenticated() {
        return client != null;
    }

    /** The user who authenticated. */
    public User proxy() {
        return proxy;
    }

    /** The user on whose behalf requests are done. */
    public User client() {
        return client;
    }

    public void become(User newProxy, User newClient) {
        proxy = newProxy;
        client = newClient;
    }

    public Set<Long> principals() {
        return catalog().users().principals(client);
    }

    /** How many bundles its agent has unpacked. */
    public int extractions() {
        return extractions;
    }

    /** Its agent unpacks one more. */
    public void extracts() {
        extractions++;
    }

    /** At how many files of a bundle the agent dies; more than any bundle has, unless a fault says otherwise. */
    public int fileLimit() {
        return fileLimit;
    }

    public void fileLimit(int limit) {
        fileLimit = limit;
    }

    /** The request that is being answered was about so many files more. */
    public void handled(int files) {
        handled += files;
    }

    /** About how many files the request was, of one that is about several. */
    public int takeHandled() {
        int files = handled;
        handled = 0;
        return files;
    }

    /** Gives up what the client left open, as when a connection drops: replicas it was writing become stale. */
    public void close() throws SQLException {
        try (db) {
            db.rollback();
            descriptors.abandon(this);
            db.commit();
        }
    }
}
