package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import java.io.IOException;

/** What is said to the user when the server does not let an account in. */
public record Refusal(Account account) {
    /** CLIENT_NEGOTIATION_ERROR and SSL_HANDSHAKE_ERROR in rodsErrorTable.h. */
    private static final int DISAGREEMENT = -1_824_000;
    private static final int HANDSHAKE = -2_103_000;
    /** What is above are conditions of the server, such as too many connections, and pass by. */
    private static final int FIRST_USER_ERROR = -300_000;

    /** Of the login. */
    public IrodsException ofLogin(int status) {
        return ofLogin(status, IrodsError.of(status).meaning());
    }

    public IrodsException ofLogin(int status, String reason) {
        return new IrodsException(status, "the iRODS server " + environment().address() + " refuses "
                + account.describe() + ": " + reason);
    }

    /** Of the greeting. Returns when the status is no refusal. */
    public void ofGreeting(int status, String reason) throws IOException, IrodsException {
        if (status < FIRST_USER_ERROR) {
            throw ofLogin(status, reason);
        }
        if (status < 0) {
            throw new IOException("the server refuses connections with status " + status);
        }
    }

    /** Of the handshake. */
    public IrodsException ofHandshake(Exception failure) {
        return new IrodsException(HANDSHAKE, "no TLS with the iRODS server " + environment().address() + ": "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                + " (see IRODS_INGEST_CA_FILE, IRODS_SSL_CA_CERTIFICATE_FILE and IRODS_SSL_VERIFY_SERVER)");
    }

    /** Of the negotiation about TLS. */
    public IrodsException ofPolicy(String theirs) {
        return new IrodsException(DISAGREEMENT, "no agreement on TLS with the iRODS server " + environment().address()
                + ": " + theirs + ", but IRODS_CLIENT_SERVER_POLICY is CS_NEG_" + environment().policy());
    }

    private IrodsEnvironment environment() {
        return account.environment();
    }
}
