package io.irodsingest.common.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that are trusted for connections that this process makes. Immutable.
 *
 * @param more those that are trusted besides the JVM's own
 */
public record TrustedAuthorities(List<X509Certificate> more) {
    /** Those that the JVM trusts, and no others. */
    public static final TrustedAuthorities OF_JVM = new TrustedAuthorities(List.of());

    public TrustedAuthorities {
        more = List.copyOf(more);
    }

    /**
     * Those that the JVM trusts, and those of a file.
     *
     * @param pem certificates in PEM, one after the other
     * @throws IllegalArgumentException when it has none or cannot be read; the message is for the user
     */
    public static TrustedAuthorities with(Path pem) {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(pem)) {
            CertificateFactory.getInstance("X.509").generateCertificates(in)
                    .forEach(certificate -> found.add((X509Certificate) certificate));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no such file", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException("is no file of certificates in PEM", malformed);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("has no certificate in it");
        }
        return new TrustedAuthorities(found);
    }

    /** These and others. */
    public TrustedAuthorities and(TrustedAuthorities others) {
        List<X509Certificate> both = new ArrayList<>(more);
        both.addAll(others.more);
        return new TrustedAuthorities(both);
    }

    /** What checks chains of certificates by these authorities. */
    public TrustManagerFactory trustManagers() {
        try {
            TrustManagerFactory ofJvm = factory(null);
            if (more.isEmpty()) {
                return ofJvm;
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            Arrays.stream(ofJvm.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .forEach(authority -> add(all, authority));
            more.forEach(authority -> add(all, authority));
            return factory(all);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM cannot check certificates: " + impossible.getMessage(),
                    impossible);
        }
    }

    /** For clients; whether a certificate names the host is for its user to ask for. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS: " + impossible.getMessage(), impossible);
        }
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static void add(KeyStore store, X509Certificate authority) {
        try {
            store.setCertificateEntry("ca-" + store.size(), authority);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key store in memory takes certificates", impossible);
        }
    }

    @Override
    public String toString() {
        return "the JVM's authorities" + (more.isEmpty() ? "" : " and " + more.size() + " more");
    }
}
