package io.irodsingest.common.irods.irods4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.wire.Api;
import io.irodsingest.common.irods.protocol.SocketOpener;
import io.irodsingest.common.irods.protocol.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import org.irods.irods4j.authentication.AuthManager;
import org.irods.irods4j.authentication.AuthPlugin;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.authentication.PamPasswordAuthPlugin;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;
import org.irods.irods4j.low_level.api.IRODSException;

/** Proves to the server who we are, with irods4j's plug-ins. */
record Login(Account account, SocketTransport transport, SocketOpener opener) {
    /** CAT_INVALID_AUTHENTICATION in rodsErrorTable.h. */
    private static final int NOT_AUTHENTICATED = -826_000;
    private static final String PASSWORD = "password";

    void run() throws IOException, IrodsException {
        AuthPlugin plugin = switch (environment().authentication()) {
            case NATIVE -> new DiscreetNativePlugin(opener);
            case PAM_PASSWORD -> new PamPasswordAuthPlugin(true);
        };
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put(PASSWORD, environment().password().reveal());
        context.put("a_ttl", "0");
        authenticate(plugin, context);
    }

    /** The library's method declares any exception. */
    private void authenticate(AuthPlugin plugin, JsonNode context) throws IOException, IrodsException {
        try {
            AuthManager.authenticateClient(connection(), plugin, context);
        } catch (IOException lost) {
            throw lost;
        } catch (IRODSException refused) {
            throw new Refusal(account).ofLogin(refused.getErrorCode());
        } catch (Exception unexpected) {
            throw new Refusal(account).ofLogin(NOT_AUTHENTICATED, "the server's answer was not understood ("
                    + unexpected.getClass().getSimpleName() + ")");
        }
    }

    private IrodsEnvironment environment() {
        return account.environment();
    }

    /** It is we who prove who we are, for whomever. */
    private RcComm connection() {
        RcComm comm = new RcComm();
        comm.socket = transport.socket();
        comm.sin = transport.in();
        comm.sout = new BufferedOutputStream(transport.out());
        comm.secure = transport.isSecure();
        comm.usingTLS = comm.secure;
        comm.clientUsername = environment().user();
        comm.clientUserZone = environment().zone();
        comm.proxyUsername = environment().user();
        comm.proxyUserZone = environment().zone();
        return comm;
    }

    /** Keeps the password, which the library would send along in the clear, out of its first request. */
    private static final class DiscreetNativePlugin extends NativeAuthPlugin {
        private final SocketOpener opener;

        DiscreetNativePlugin(SocketOpener opener) {
            this.opener = opener;
        }

        @Override
        protected JsonNode request(RcComm comm, JsonNode message) throws IOException, IRODSException {
            opener.sent(Api.AUTHENTICATE);
            ObjectNode discreet = message.deepCopy();
            JsonNode password = discreet.remove(PASSWORD);
            JsonNode answer = super.request(comm, discreet);
            if (password != null) {
                ((ObjectNode) answer).set(PASSWORD, password);
            }
            return answer;
        }
    }
}
