package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsEnvironment.Tls;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificates of the server are trusted, whatever the name in them. */
public record Trust(Tls tls) {
    public X509ExtendedTrustManager manager() {
        return tls.verification() == Verification.NONE
                ? new TrustAll()
                : Arrays.stream(tls.trusted().trustManagers().getTrustManagers())
                        .filter(X509ExtendedTrustManager.class::isInstance)
                        .map(X509ExtendedTrustManager.class::cast).findFirst().orElseThrow();
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
