package io.irodsingest.miniirods.catalog;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Users, groups and who is in which. All of it is in memory too. Thread-safe. */
public final class Users {
    private final Map<String, User> byName = new ConcurrentHashMap<>();
    /** User id to its own id and those of its groups. */
    private final Map<Long, Set<Long>> principals = new ConcurrentHashMap<>();

    Users() {}

    void load(CatalogSession session) throws SQLException {
        String now = Times.now();
        session.update(
                "insert into R_USER_GROUP (group_user_id, user_id, create_ts, modify_ts) select u.user_id, u.user_id,"
                        + " ?, ? from R_USER_MAIN u where not exists (select 1 from R_USER_GROUP g"
                        + " where g.group_user_id = u.user_id and g.user_id = u.user_id)",
                now, now);
        session.all("select user_id, user_name, zone_name, user_type_name from R_USER_MAIN",
                row -> new User(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .forEach(this::remember);
        session.all("select group_user_id, user_id from R_USER_GROUP",
                row -> new long[]{row.getLong(1), row.getLong(2)})
                .forEach(pair -> principals.get(pair[1]).add(pair[0]));
    }

    /** The user of that name; a missing zone is not guessed. */
    public Optional<User> find(String name, String zone) {
        return Optional.ofNullable(byName.get(name + "#" + zone));
    }

    /** The ids through which a user has permissions: his own and those of his groups. */
    public Set<Long> principals(User user) {
        return principals.getOrDefault(user.id(), Set.of(user.id()));
    }

    /** Adds a user or a group, who as in the real catalog is a member of himself: access is looked up through that. */
    public User add(CatalogSession session, User user) throws SQLException {
        String now = Times.now();
        session.update("insert into R_USER_MAIN (user_id, user_name, user_type_name, zone_name, create_ts, modify_ts)"
                + " values (?, ?, ?, ?, ?, ?)", user.id(), user.name(), user.type(), user.zone(), now, now);
        session.update("insert into R_USER_GROUP (group_user_id, user_id, create_ts, modify_ts) values (?, ?, ?, ?)",
                user.id(), user.id(), now, now);
        session.afterCommit(() -> remember(user));
        return user;
    }

    public void remove(CatalogSession session, User user) throws SQLException {
        session.update("delete from R_USER_MAIN where user_id = ?", user.id());
        session.update("delete from R_USER_PASSWORD where user_id = ?", user.id());
        session.update("delete from R_USER_GROUP where user_id = ? or group_user_id = ?", user.id(), user.id());
        session.update("delete from R_OBJT_ACCESS where user_id = ?", user.id());
        session.afterCommit(() -> {
            byName.remove(user.name() + "#" + user.zone());
            principals.remove(user.id());
            principals.values().forEach(ids -> ids.remove(user.id()));
        });
    }

    public void changeType(CatalogSession session, User user, String type) throws SQLException {
        session.update("update R_USER_MAIN set user_type_name = ?, modify_ts = ? where user_id = ?", type, Times.now(),
                user.id());
        session.afterCommit(() -> remember(new User(user.id(), user.name(), user.zone(), type)));
    }

    /** Puts a user into a group; whether he is in it already shows as a duplicate key. */
    public void join(CatalogSession session, User group, User user) throws SQLException {
        String now = Times.now();
        session.update("insert into R_USER_GROUP (group_user_id, user_id, create_ts, modify_ts) values (?, ?, ?, ?)",
                group.id(), user.id(), now, now);
        session.afterCommit(() -> principals.get(user.id()).add(group.id()));
    }

    /** @return whether the user was in the group */
    public boolean leave(CatalogSession session, User group, User user) throws SQLException {
        session.afterCommit(() -> principals.get(user.id()).remove(group.id()));
        return session.update("delete from R_USER_GROUP where group_user_id = ? and user_id = ?", group.id(),
                user.id()) > 0;
    }

    public static void password(CatalogSession session, long user, String password) throws SQLException {
        String now = Times.now();
        session.update("merge into R_USER_PASSWORD (user_id, rcat_password, create_ts, modify_ts) values (?, ?, ?, ?)",
                user, password, now, now);
    }

    public static Optional<String> password(CatalogSession session, User user) throws SQLException {
        return session.first("select rcat_password from R_USER_PASSWORD where user_id = ?", row -> row.getString(1),
                user.id());
    }

    private void remember(User user) {
        byName.put(user.name() + "#" + user.zone(), user);
        principals.computeIfAbsent(user.id(), id -> {
            Set<Long> ids = ConcurrentHashMap.newKeySet();
            ids.add(id);
            return ids;
        });
    }
}
