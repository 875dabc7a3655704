package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Resources;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** What requests on collections and data objects have in common: finding, permissions, resources. */
public final class Objects {
    /** Lets an administrator pass over permissions. */
    public static final String ADMIN = "irodsAdmin";
    public static final String FORCE = "forceFlag";
    /** {@code oprType} of a removal that takes things out of the catalog only. */
    public static final int UNREGISTER = 26;

    /** Bytes of a path with its closing NUL, iRODS' {@code MAX_NAME_LEN}. */
    private static final int MAX_PATH = 1088;

    private Objects() {}

    /** A logical path that a client gives, without doubled and closing slashes. */
    public static String path(String given) throws IrodsException {
        if (given.length() >= MAX_PATH / 4 && given.getBytes(StandardCharsets.UTF_8).length >= MAX_PATH) {
            throw new IrodsException(Status.USER_PACKSTRUCT_INPUT_ERR);
        }
        String path = Paths.normal(given);
        boolean relative = path.contains("/.") && (path + "/").matches("(?s).*/\\.\\.?/.*");
        if (!path.startsWith("/") || relative || path.indexOf('\0') >= 0) {
            throw new IrodsException(Status.USER_INPUT_PATH_ERR);
        }
        return path;
    }

    /** The replica that stands for a data object: the first good one, or the first one. */
    public static Replica best(List<Replica> replicas) {
        return replicas.stream().filter(replica -> replica.status() == Replica.GOOD).findFirst()
                .orElse(replicas.getFirst());
    }

    public static Coll collection(SessionState session, String path) throws IrodsException {
        Coll found = session.catalog().collections().find(path);
        if (found == null) {
            throw new IrodsException(Status.CAT_UNKNOWN_COLLECTION, 0, "collection '" + path + "' is unknown");
        }
        return found;
    }

    /** The collection that a new object goes into, which the client must be allowed to change. */
    public static Coll parentForWriting(SessionState session, Request request, String path) throws IrodsException {
        Coll parent = collection(session, Paths.parent(path));
        need(session, request.conditions(), parent, Access.WRITE);
        return parent;
    }

    public static void need(SessionState session, KeyValues conditions, Coll collection, int level)
            throws IrodsException {
        if (collection.acl().highest(session.principals()) < level && !passesOver(session, conditions)) {
            throw new IrodsException(Status.CAT_NO_ACCESS_PERMISSION);
        }
    }

    public static void need(SessionState session, KeyValues conditions, long dataId, int level)
            throws IrodsException, SQLException {
        if (session.catalog().dataObjects().access(session.db(), dataId, session.principals()) < level
                && !passesOver(session, conditions)) {
            throw new IrodsException(Status.CAT_NO_ACCESS_PERMISSION);
        }
    }

    public static boolean passesOver(SessionState session, KeyValues conditions) throws IrodsException {
        if (!conditions.has(ADMIN)) {
            return false;
        }
        if (!session.client().admin()) {
            throw new IrodsException(Status.CAT_INSUFFICIENT_PRIVILEGE_LEVEL);
        }
        return true;
    }

    /** The replicas of an object that must be there. */
    public static List<Replica> existing(SessionState session, String path, int missing)
            throws IrodsException, SQLException {
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), path);
        if (replicas.isEmpty()) {
            throw new IrodsException(missing);
        }
        return replicas;
    }

    /** Refuses when an object in a collection is being written. */
    public static void atRest(SessionState session, Coll coll) throws IrodsException, SQLException {
        if (session.db().exists("select 1 from R_DATA_MAIN where coll_id = ? and data_is_dirty in (2, 3) limit 1",
                coll.id())) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
    }

    /** The resource that a request names, or the default one. */
    public static Resource resource(SessionState session, KeyValues conditions) throws IrodsException {
        String hierarchy = conditions.firstOf("resc_hier");
        String name = hierarchy != null
                ? hierarchy.substring(hierarchy.lastIndexOf(';') + 1)
                : conditions.firstOf("destRescName", "rescName", "defRescName");
        return session.catalog().resources().find(name == null ? "demoResc" : name).filter(session::knows)
                .orElseThrow(() -> new IrodsException(Status.SYS_RESC_DOES_NOT_EXIST));
    }

    /** The leaf that a new replica lands on. */
    public static Resource leaf(SessionState session, Resource resource) throws IrodsException {
        return session.catalog().resources().leaf(resource)
                .orElseThrow(() -> new IrodsException(Status.CHILD_NOT_FOUND));
    }

    /** The leaf for a file that lies somewhere; a root or a leaf may be named, but nothing between. */
    public static Resource leafForRegistration(SessionState session, KeyValues conditions) throws IrodsException {
        Resource resource = resource(session, conditions);
        if (resource.parent() != 0 && !session.catalog().resources().children(resource).isEmpty()) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        return leaf(session, resource);
    }

    /** The leaf for new data; unlike for a registration only a root may be named. */
    public static Resource leafForData(SessionState session, KeyValues conditions) throws IrodsException {
        Resource resource = resource(session, conditions);
        if (resource.parent() != 0 && conditions.firstOf("resc_hier") == null) {
            throw new IrodsException(Status.DIRECT_CHILD_ACCESS);
        }
        return leaf(session, resource);
    }

    /** Whether the file of a replica lies in the vault of its resource, so that it goes with the replica. */
    public static boolean inVault(Resources resources, Replica replica) {
        return resources.find(replica.resource())
                .filter(resource -> Vaults.within(replica.path(), resource.vault()))
                .isPresent();
    }
}
