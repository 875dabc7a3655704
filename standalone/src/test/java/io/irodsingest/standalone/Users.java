package io.irodsingest.standalone;

import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.high_level.administration.IRODSUsers.User;
import org.irods.irods4j.high_level.administration.IRODSUsers.UserType;
import org.irods.irods4j.high_level.administration.IRODSUsers.UserTypeProperty;
import org.irods.irods4j.high_level.administration.IRODSUsers;
import org.irods.irods4j.high_level.administration.IRODSZones.ZoneType;
import org.irods.irods4j.high_level.catalog.IRODSQuery.GenQuery1QueryArgs;
import org.irods.irods4j.high_level.catalog.IRODSQuery;
import org.irods.irods4j.high_level.vfs.IRODSFilesystem;
import org.irods.irods4j.high_level.vfs.Permission;
import org.irods.irods4j.low_level.api.GenQuery1Columns;
import org.irods.irods4j.low_level.api.IRODSApi;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;

/** The users of an iRODS and what is theirs, administered with the consortium's own client. */
final class Users implements AutoCloseable {
    private static final Optional<String> ZONE = Optional.of("tempZone");

    private final RcComm connection;

    private Users(RcComm connection) {
        this.connection = connection;
    }

    static Users of(MiniIrods irods) throws Exception {
        RcComm connection = IRODSApi.rcConnect(irods.host(), irods.port(), "rods", "tempZone", Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        IRODSApi.rcAuthenticateClient(connection, new NativeAuthPlugin(), "rods");
        return new Users(connection);
    }

    /** Adds a rodsuser, who gets a home. */
    void add(String name) throws Exception {
        IRODSUsers.addUser(connection, new User(name, ZONE), UserType.RODSUSER, ZoneType.LOCAL);
    }

    /** Makes a rodsuser of the administrator. */
    void degradeTheAdministrator() throws Exception {
        UserTypeProperty property = new UserTypeProperty();
        property.value = UserType.RODSUSER;
        IRODSUsers.modifyUser(connection, new User("rods", ZONE), property);
    }

    /** Makes a collection of the administrator's, with its parents. */
    void makeCollection(String path) throws Exception {
        IRODSFilesystem.createCollections(connection, path);
    }

    /** Gives a user rights on a collection or data object, as {@code ichmod} does. */
    void allow(String user, Permission permission, String path) throws Exception {
        IRODSFilesystem.permissions(connection, path, user, permission);
    }

    /** How many data objects and collections each user owns in a collection, which counts too, and below. */
    Map<String, Integer> owners(String collection) throws Exception {
        Map<String, Integer> owners = new TreeMap<>();
        count(owners, collection, GenQuery1Columns.COL_COLL_NAME, GenQuery1Columns.COL_COLL_OWNER_NAME);
        count(owners, collection, GenQuery1Columns.COL_D_DATA_ID, GenQuery1Columns.COL_D_OWNER_NAME);
        return owners;
    }

    private void count(Map<String, Integer> owners, String collection, int id, int owner) throws Exception {
        for (String condition : List.of("= '" + collection + '\'', "like '" + collection + "/%'")) {
            GenQuery1QueryArgs query = new GenQuery1QueryArgs();
            query.addColumnToSelectClause(id);
            query.addColumnToSelectClause(owner);
            query.addConditionToWhereClause(GenQuery1Columns.COL_COLL_NAME, condition);
            IRODSQuery.executeGenQuery1(connection, query, row -> owners.merge(row.get(1), 1, Integer::sum) > 0);
        }
    }

    @Override
    public void close() throws IOException {
        IRODSApi.rcDisconnect(connection);
    }
}
