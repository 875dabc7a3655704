package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.MiniIrods;
import java.util.Optional;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.high_level.administration.IRODSUsers.User;
import org.irods.irods4j.high_level.administration.IRODSUsers.UserType;
import org.irods.irods4j.high_level.administration.IRODSUsers.UserTypeProperty;
import org.irods.irods4j.high_level.administration.IRODSUsers;
import org.irods.irods4j.high_level.administration.IRODSZones.ZoneType;
import org.irods.irods4j.low_level.api.IRODSApi;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;
import org.irods.irods4j.low_level.protocol.packing_instructions.GeneralAdminInp_PI;

/** Users of a mini-irods, administered with the consortium's own client. */
final class MiniUsers {
    private MiniUsers() {}

    /** Adds a rodsuser. */
    static void add(MiniIrods server, String name) throws Exception {
        RcComm connection = connect(server);
        IRODSUsers.addUser(connection, new User(name, Optional.of("tempZone")), UserType.RODSUSER, ZoneType.LOCAL);
        IRODSApi.rcDisconnect(connection);
    }

    /** Adds a resource that keeps files. */
    static void addResource(MiniIrods server, String name) throws Exception {
        RcComm connection = connect(server);
        GeneralAdminInp_PI input = new GeneralAdminInp_PI();
        input.arg0 = "add";
        input.arg1 = "resource";
        input.arg2 = name;
        input.arg3 = "unixfilesystem";
        input.arg4 = "";
        input.arg5 = "";
        input.arg6 = "tempZone";
        input.arg7 = "";
        input.arg8 = "";
        input.arg9 = "";
        assertThat(IRODSApi.rcGeneralAdmin(connection, input)).isZero();
        IRODSApi.rcDisconnect(connection);
    }

    /** Makes a rodsuser of the administrator. */
    static void degradeTheAdministrator(MiniIrods server) throws Exception {
        RcComm connection = connect(server);
        UserTypeProperty property = new UserTypeProperty();
        property.value = UserType.RODSUSER;
        IRODSUsers.modifyUser(connection, new User("rods", Optional.of("tempZone")), property);
        IRODSApi.rcDisconnect(connection);
    }

    private static RcComm connect(MiniIrods server) throws Exception {
        RcComm connection = IRODSApi.rcConnect(server.host(), server.port(), "rods", "tempZone", Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        IRODSApi.rcAuthenticateClient(connection, new NativeAuthPlugin(), "rods");
        return connection;
    }
}
