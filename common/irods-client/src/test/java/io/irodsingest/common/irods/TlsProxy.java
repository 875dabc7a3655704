package io.irodsingest.common.irods;

import io.irodsingest.miniirods.MiniIrods;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that requires TLS: stands before one that has none, and ends the encryption. */
final class TlsProxy implements AutoCloseable {
    private static final Pattern MESSAGE_LENGTH = Pattern.compile("<msgLen>(\\d+)</msgLen>");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final MiniIrods server;
    private final SSLContext tls;

    /** @param keys a key store made by {@link #makeKeys} */
    TlsProxy(MiniIrods server, Path keys) throws IOException, GeneralSecurityException {
        this.server = server;
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Makes a key and a certificate for a name such as {@code ip:127.0.0.1}; answers the certificate's file. */
    static Path makeKeys(Path keys, String subject) throws IOException, InterruptedException {
        Path certificate = Path.of(keys + ".pem");
        keytool("-genkeypair", "-keystore", keys.toString(), "-storepass", "changeit", "-alias", "irods", "-keyalg",
                "EC", "-dname", "CN=irods", "-ext", "san=" + subject);
        keytool("-exportcert", "-keystore", keys.toString(), "-storepass", "changeit", "-alias", "irods", "-rfc",
                "-file", certificate.toString());
        return certificate;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path output = Files.createTempFile("keytool", ".log");
        List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(output));
        }
        Files.delete(output);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void serve(Socket client) {
        try (client; Socket behind = new Socket(server.host(), server.port())) {
            DataInputStream fromServer = new DataInputStream(behind.getInputStream());
            DataOutputStream toServer = new DataOutputStream(behind.getOutputStream());
            DataOutputStream plain = new DataOutputStream(client.getOutputStream());
            toServer.write(message(new DataInputStream(client.getInputStream())));
            plain.write(replace(message(fromServer), "CS_NEG_REFUSE", "CS_NEG_REQUIRE"));
            toServer.write(replace(message(new DataInputStream(client.getInputStream())), "CS_NEG_USE_SSL",
                    "CS_NEG_USE_TCP"));
            plain.write(message(fromServer));
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), false);
            secured.setUseClientMode(false);
            DataInputStream fromClient = new DataInputStream(secured.getInputStream());
            header(fromClient, new DataOutputStream(new ByteArrayOutputStream()));
            message(fromClient);
            Thread back = Thread.ofPlatform().daemon().start(() -> pump(fromServer, secured, client));
            fromClient.transferTo(toServer);
            behind.shutdownOutput();
            back.join();
        } catch (IOException | InterruptedException ended) {
            return;
        }
    }

    private static void pump(InputStream from, SSLSocket to, Socket bare) {
        try (bare) {
            from.transferTo(to.getOutputStream());
        } catch (IOException ended) {
            return;
        }
    }

    private static byte[] message(DataInputStream from) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int length = header(from, new DataOutputStream(whole));
        whole.write(from.readNBytes(length));
        return whole.toByteArray();
    }

    private static int header(DataInputStream from, DataOutputStream copy) throws IOException {
        byte[] header = new byte[from.readInt()];
        from.readFully(header);
        copy.writeInt(header.length);
        copy.write(header);
        Matcher length = MESSAGE_LENGTH.matcher(new String(header, StandardCharsets.UTF_8));
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /** In the message; its length in the header follows. */
    private static byte[] replace(byte[] message, String what, String with) throws IOException {
        int headerLength = 4 + new DataInputStream(new java.io.ByteArrayInputStream(message)).readInt();
        String header = new String(message, 4, headerLength - 4, StandardCharsets.UTF_8);
        byte[] body = new String(message, headerLength, message.length - headerLength, StandardCharsets.UTF_8)
                .replace(what, with).getBytes(StandardCharsets.UTF_8);
        byte[] newHeader = MESSAGE_LENGTH.matcher(header).replaceFirst("<msgLen>" + body.length + "</msgLen>")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.writeInt(newHeader.length);
        out.write(newHeader);
        out.write(body);
        return whole.toByteArray();
    }
}
