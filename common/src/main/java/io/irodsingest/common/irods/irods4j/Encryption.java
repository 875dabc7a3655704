package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.PiWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Puts TLS over a connection, as both sides agreed. Source of the messages after the handshake: ssl.cpp, tag 5.0.2. */
record Encryption(IrodsEnvironment environment) {
    /** SSL_HANDSHAKE_ERROR in rodsErrorTable.h. */
    private static final int HANDSHAKE = -2_103_000;

    void start(SocketTransport transport) throws IOException, IrodsException {
        transport.use(secure(transport.socket()));
        IrodsEnvironment.Encryption told = environment.tls().encryption();
        byte[] key = new byte[told.keySize()];
        new SecureRandom().nextBytes(key);
        transport.queueHeader(told.algorithm(), told.keySize(), told.saltSize(), told.hashRounds(), 0);
        transport.queue("SHARED_SECRET", new PiWriter().raw(key));
        transport.flush();
    }

    private SSLSocket secure(Socket socket) throws IOException, IrodsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted(), null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, environment.host(),
                    environment.port(), true);
            if (environment.tls().verification() == Verification.HOSTNAME) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            return secured;
        } catch (SSLException | GeneralSecurityException refused) {
            throw new IrodsException(HANDSHAKE, "no TLS with the iRODS server " + environment.address() + ": "
                    + String.valueOf(refused.getMessage()).lines().findFirst().orElse("")
                    + " (see IRODS_SSL_CA_CERTIFICATE_FILE and IRODS_SSL_VERIFY_SERVER)");
        }
    }

    /** Null stands for what the JVM trusts. */
    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        if (environment.tls().verification() == Verification.NONE) {
            return new TrustManager[]{new TrustAll()};
        }
        if (environment.tls().caFile().isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates(environment.tls().caFile().get())) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Iterable<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    /** For {@code IRODS_SSL_VERIFY_SERVER=none}, which the user has to ask for. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
