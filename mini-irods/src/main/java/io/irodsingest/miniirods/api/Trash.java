package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/** Where removed things go: below the trash of the user who removes them, at the same relative path. */
final class Trash {
    private Trash() {}

    /** A free path and the collection that it is in. */
    record Place(Coll parent, String path) {}

    static boolean holds(SessionState session, String path) {
        return path.startsWith("/" + session.catalog().zone() + "/trash/");
    }

    /** A place for what is at a path; the collections above it are made. Needs the catalog exclusively. */
    static Place placeFor(SessionState session, String path) throws IrodsException, SQLException {
        User client = session.client();
        String zone = "/" + session.catalog().zone();
        String home = zone + "/home/" + client.name() + "/";
        String relative = path.startsWith(home) ? path.substring(home.length()) : path.substring(zone.length() + 1);
        String place = zone + "/trash/home/" + client.name() + "/" + relative;
        Coll parent = make(session, Paths.parent(place));
        boolean taken = session.catalog().collections().find(place) != null
                || !session.catalog().dataObjects().find(session.db(), parent, Paths.name(place)).isEmpty();
        return new Place(parent, taken ? place + "." + ThreadLocalRandom.current().nextInt(1_000_000_000) : place);
    }

    private static Coll make(SessionState session, String path) throws IrodsException, SQLException {
        Deque<String> missing = new ArrayDeque<>();
        String existing = path;
        while (session.catalog().collections().find(existing) == null) {
            missing.push(existing);
            existing = Paths.parent(existing);
        }
        Coll parent = session.catalog().collections().find(existing);
        for (String next : missing) {
            parent = CreateCollection.create(session, parent, next);
        }
        return parent;
    }
}
