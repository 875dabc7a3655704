package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.Refusal;
import io.irodsingest.common.irods.protocol.Trust;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Puts TLS over a connection, as both sides agreed. Source of the messages after the handshake: ssl.cpp, tag 5.0.2. */
record Encryption(Account account) {
    void start(SocketTransport transport) throws IOException, IrodsException {
        transport.use(secure(transport.socket()));
        IrodsEnvironment.Encryption told = environment().tls().encryption();
        byte[] key = new byte[told.keySize()];
        new SecureRandom().nextBytes(key);
        transport.queueHeader(told.algorithm(), told.keySize(), told.saltSize(), told.hashRounds(), 0);
        transport.queue("SHARED_SECRET", new PiWriter().raw(key));
        transport.flush();
    }

    private SSLSocket secure(Socket socket) throws IOException, IrodsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Trust(environment().tls()).manager()}, null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, environment().host(),
                    environment().port(), true);
            if (environment().tls().verification() == Verification.HOSTNAME) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            return secured;
        } catch (SSLException | GeneralSecurityException refused) {
            throw new Refusal(account).ofHandshake(refused);
        }
    }

    private IrodsEnvironment environment() {
        return account.environment();
    }
}
