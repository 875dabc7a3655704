package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** What metadata can be attached to, by the kinds that requests name. */
public final class Entities {
    private Entities() {}

    /** A kind of object: the letters of 706 and the names of 20002. */
    public enum Kind {
        DATA_OBJECT, COLLECTION, RESOURCE, USER;

        public static Kind named(String name) throws IrodsException {
            return switch (name) {
                case "-d", "-D", "data_object" -> DATA_OBJECT;
                case "-c", "-C", "collection" -> COLLECTION;
                case "-r", "-R", "resource" -> RESOURCE;
                case "-u", "-U", "user" -> USER;
                default -> throw new IrodsException(Status.CAT_INVALID_ARGUMENT);
            };
        }
    }

    /** The id of an object whose metadata the client may change. */
    public static long changeable(SessionState session, KeyValues conditions, Kind kind, String name)
            throws IrodsException, SQLException {
        switch (kind) {
            case DATA_OBJECT -> {
                List<Replica> replicas = Objects.existing(session, Objects.path(name), Status.CAT_UNKNOWN_FILE);
                Objects.need(session, conditions, replicas.getFirst().dataId(), Access.WRITE);
                return replicas.getFirst().dataId();
            }
            case COLLECTION -> {
                Coll collection = Objects.collection(session, Objects.path(name));
                Objects.need(session, conditions, collection, Access.WRITE);
                return collection.id();
            }
            case RESOURCE, USER -> {
                if (!session.client().admin()) {
                    throw new IrodsException(Status.CAT_INSUFFICIENT_PRIVILEGE_LEVEL);
                }
                return kind == Kind.USER ? user(session, name).id() : resource(session, name).id();
            }
        }
        throw new IllegalStateException();
    }

    public static User user(SessionState session, String name) throws IrodsException {
        String[] parts = name.split("#", 2);
        return session.catalog().users().find(parts[0], parts.length > 1 ? parts[1] : session.catalog().zone())
                .orElseThrow(() -> new IrodsException(Status.CAT_INVALID_USER));
    }

    public static Resource resource(SessionState session, String name) throws IrodsException {
        return session.catalog().resources().find(name)
                .orElseThrow(() -> new IrodsException(Status.CAT_UNKNOWN_RESOURCE));
    }
}
