package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Authorities whose certificates are trusted for the orchestrator besides the JVM's own. */
public final class CaFile {
    private CaFile() {}

    /**
     * Empty when no file is named: then the JVM's own are all.
     *
     * @param file null when none was named on the command line
     */
    public static Optional<SSLContext> find(Path file, Map<String, String> environment) {
        return Optional.ofNullable(file).or(() -> Optional.ofNullable(environment.get("IRODS_INGEST_CA_FILE"))
                .filter(name -> !name.isBlank()).map(Path::of)).map(CaFile::read);
    }

    private static SSLContext read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw CommandException.wrongUse("the CA file '" + file + "' has no certificate in it");
            }
            return context(found);
        } catch (NoSuchFileException missing) {
            throw CommandException.wrongUse("there is no CA file '" + file + "'");
        } catch (IOException unreadable) {
            throw CommandException.wrongUse("the CA file '" + file + "' cannot be read: " + unreadable.getMessage());
        } catch (CertificateException malformed) {
            throw CommandException.wrongUse("the CA file '" + file + "' is no file of certificates in PEM");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM cannot check certificates: " + impossible.getMessage(),
                    impossible);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> more)
            throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (var manager : managers(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager ofJvm) {
                add(all, Arrays.asList(ofJvm.getAcceptedIssuers()));
            }
        }
        add(all, more);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(all).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static void add(KeyStore store, Collection<? extends Certificate> authorities)
            throws GeneralSecurityException {
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
    }
}
