package io.irodsingest.s3store;

import io.irodsingest.common.tls.TrustedAuthorities;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/** Checks the certificates of stores by the authorities that are trusted, and says which one is not. Thread-safe. */
public final class StoreCertificates implements TlsTrustManagersProvider {
    private final TrustedAuthorities authorities;

    /** A certificate that is not trusted; its message names it. */
    public static final class RefusedException extends CertificateException {
        private static final long serialVersionUID = 1L;

        RefusedException(X509Certificate[] chain, CertificateException reason) {
            super(describe(chain), reason);
        }

        private static String describe(X509Certificate[] chain) {
            return chain.length == 0
                    ? "it shows none"
                    : "it is of " + chain[0].getSubjectX500Principal().getName() + ", signed by "
                            + chain[0].getIssuerX500Principal().getName() + ", and holds until "
                            + chain[0].getNotAfter().toInstant();
        }
    }

    StoreCertificates(TrustedAuthorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public TrustManager[] trustManagers() {
        return Arrays.stream(authorities.trustManagers().getTrustManagers())
                .map(manager -> manager instanceof X509ExtendedTrustManager one ? new Naming(one) : manager)
                .toArray(TrustManager[]::new);
    }

    /** Asks one that knows. */
    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private static final class Naming extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager knows;

        Naming(X509ExtendedTrustManager knows) {
            this.knows = knows;
        }

        private static void named(X509Certificate[] chain, Check check) throws CertificateException {
            try {
                check.run();
            } catch (CertificateException refused) {
                throw new RefusedException(chain, refused);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            named(chain, () -> knows.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            named(chain, () -> knows.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            named(chain, () -> knows.checkServerTrusted(chain, type));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            knows.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            knows.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            knows.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return knows.getAcceptedIssuers();
        }
    }
}
