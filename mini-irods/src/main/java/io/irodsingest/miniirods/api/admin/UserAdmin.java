package io.irodsingest.miniirods.api.admin;

import io.irodsingest.miniirods.request.Entities;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Acl;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.catalog.Users;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Adds, changes and removes users and groups, with their home and trash collections. */
final class UserAdmin {
    private static final List<String> TYPES = List.of(User.ADMIN, "groupadmin", "rodsuser", User.GROUP);

    private UserAdmin() {}

    static void add(SessionState session, List<String> words) throws IrodsException, SQLException {
        String[] name = words.get(2).split("#", 2);
        String type = "group".equals(words.get(1)) ? User.GROUP : words.get(3);
        if (!TYPES.contains(type) || name[0].isEmpty()) {
            throw new IrodsException(Status.CAT_INVALID_USER_TYPE);
        }
        Users users = session.catalog().users();
        User user = users.add(session.db(), new User(session.catalog().newId(), name[0],
                name.length > 1 ? name[1] : session.catalog().zone(), type));
        if (!user.group()) {
            Optional<User> everybody = users.find("public", session.catalog().zone());
            if (everybody.isPresent()) {
                users.join(session.db(), everybody.get(), user);
            }
        }
        for (String path : collections(session, user)) {
            session.catalog().collections().insert(session.db(), path, user, false,
                    Acl.of(user.id(), Access.OWN));
        }
    }

    private static List<String> collections(SessionState session, User user) {
        String zone = "/" + session.catalog().zone();
        return List.of(zone + "/home/" + user.name(), zone + "/trash/home/" + user.name());
    }

    static void remove(SessionState session, List<String> words) throws IrodsException, SQLException {
        User user = user(session, words.get(2), words.get(3));
        for (String path : collections(session, user)) {
            Coll collection = session.catalog().collections().find(path);
            if (collection != null) {
                if (!session.catalog().collections().empty(session.db(), collection)) {
                    throw new IrodsException(Status.CAT_COLLECTION_NOT_EMPTY, 0,
                            "collection '" + path + "' is not empty");
                }
                session.catalog().collections().remove(session.db(), collection);
            }
        }
        session.catalog().users().remove(session.db(), user);
    }

    static void modify(SessionState session, List<String> words) throws IrodsException, SQLException {
        User user = user(session, words.get(2), "");
        if (!"type".equals(words.get(3)) || !TYPES.contains(words.get(4))) {
            throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods changes the type of users only");
        }
        session.catalog().users().changeType(session.db(), user, words.get(4));
    }

    static void group(SessionState session, List<String> words) throws IrodsException, SQLException {
        User group = user(session, words.get(2), "");
        User user = user(session, words.get(4), words.get(5));
        if (!group.group()) {
            throw new IrodsException(Status.CAT_INVALID_GROUP);
        }
        if ("add".equals(words.get(3))) {
            session.catalog().users().join(session.db(), group, user);
        } else if (!session.catalog().users().leave(session.db(), group, user)) {
            throw new IrodsException(Status.USER_NOT_IN_GROUP);
        }
    }

    private static User user(SessionState session, String name, String zone) throws IrodsException {
        return Entities.user(session, zone.isEmpty() || name.contains("#") ? name : name + "#" + zone);
    }
}
