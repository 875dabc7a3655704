package io.irodsingest.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A certificate authority of a test and a certificate that it signed, made by the JDK's keytool in a directory. Immutable. */
public final class Certificates {
    /** Of key stores and keys. */
    public static final String PASSWORD = "changeit";

    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes both.
     *
     * @param directory is made
     * @param subject what the certificate is for, in keytool's words: {@code ip:127.0.0.1} or {@code dns:host.example.org}
     */
    public static Certificates make(Path directory, String subject) throws IOException {
        Certificates made = new Certificates(Files.createDirectories(directory).toAbsolutePath());
        made.keytool("-genkeypair", "-alias", AUTHORITY, "-keyalg", "EC", "-dname", "CN=authority of " + subject,
                "-ext",
                "bc:c");
        made.keytool("-genkeypair", "-alias", SERVER, "-keyalg", "EC", "-dname", "CN=server");
        made.keytool("-certreq", "-alias", SERVER, "-file", "request.pem");
        made.keytool("-gencert", "-alias", AUTHORITY, "-infile", "request.pem", "-outfile", "server.pem", "-rfc",
                "-ext",
                "san=" + subject);
        made.keytool("-importcert", "-noprompt", "-alias", SERVER, "-file", "server.pem");
        made.keytool("-exportcert", "-alias", AUTHORITY, "-rfc", "-file", "authority.pem");
        made.writeKey();
        return made;
    }

    /** The authority's certificate in PEM. */
    public Path authority() {
        return directory.resolve("authority.pem");
    }

    /** The server's certificate in PEM. */
    public Path certificate() {
        return directory.resolve("server.pem");
    }

    /** The server's key in PEM, not encrypted. */
    public Path key() {
        return directory.resolve("server.key");
    }

    /** A PKCS#12 file with the server's key and certificate, and nothing else. */
    public Path keyStore() {
        return directory.resolve("server.p12");
    }

    private void writeKey() throws IOException {
        try {
            KeyStore all = KeyStore.getInstance(directory.resolve("all.p12").toFile(), PASSWORD.toCharArray());
            var key = all.getKey(SERVER, PASSWORD.toCharArray());
            Files.write(key(), List.of("-----BEGIN PRIVATE KEY-----",
                    Base64.getMimeEncoder().encodeToString(key.getEncoded()), "-----END PRIVATE KEY-----"));
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(SERVER, key, PASSWORD.toCharArray(), all.getCertificateChain(SERVER));
            try (var out = Files.newOutputStream(keyStore())) {
                own.store(out, PASSWORD.toCharArray());
            }
        } catch (GeneralSecurityException impossible) {
            throw new IOException("keytool's key cannot be used", impossible);
        }
    }

    private void keytool(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("-keystore", "all.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Tools.run(directory, Map.of(), line);
    }
}
