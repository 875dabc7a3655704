package io.irodsingest.miniirods.catalog;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What a new catalog starts with: the same zone, groups, collections and resources as a fresh iRODS.
 *
 * @param password of the administrator; the catalog takes it over at each start
 * @param vault directory of {@code demoResc}
 */
public record Bootstrap(String zone, String user, String password, Path vault) {
    void fill(Catalog catalog, CatalogSession session) throws SQLException {
        String now = Times.now();
        session.update("insert into R_ZONE_MAIN (zone_id, zone_name, zone_type_name, create_ts, modify_ts)"
                + " values (?, ?, 'local', ?, ?)", catalog.newId(), zone, now, now);
        User admins = group(catalog, session, "rodsadmin");
        User everybody = group(catalog, session, "public");
        User admin = catalog.users().add(session, new User(catalog.newId(), user, zone, User.ADMIN));
        catalog.users().join(session, admins, admin);
        catalog.users().join(session, everybody, admin);
        for (String path : List.of("/", "/" + zone, "/" + zone + "/home", "/" + zone + "/home/" + user,
                "/" + zone + "/trash", "/" + zone + "/trash/home", "/" + zone + "/trash/home/" + user)) {
            catalog.collections().insert(session, path, admin, false, Acl.of(admin.id(), Access.OWN));
        }
        for (String path : List.of("/" + zone + "/home/public", "/" + zone + "/trash/home/public")) {
            catalog.collections().insert(session, path, admin, false,
                    Acl.of(admin.id(), Access.OWN).with(everybody.id(), Access.WRITE));
        }
        catalog.resources().add(session, new Resource(catalog.newId(), "bundleResc", "unixfilesystem", "bundle",
                "localhost", "/bundle", "", 0), zone);
        catalog.resources().add(session, new Resource(catalog.newId(), "demoResc", "unixfilesystem", "cache",
                "localhost", vault.toString(), "", 0), zone);
    }

    private User group(Catalog catalog, CatalogSession session, String name) throws SQLException {
        return catalog.users().add(session, new User(catalog.newId(), name, zone, User.GROUP));
    }

    void passwordOf(CatalogSession session) throws SQLException {
        long id = session.first("select user_id from R_USER_MAIN where user_name = ? and zone_name = ?",
                row -> row.getLong(1), user, zone)
                .orElseThrow(() -> new SQLException("this catalog has no user " + user + "#" + zone));
        Users.password(session, id, password);
    }
}
