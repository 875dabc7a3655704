package io.irodsingest.standalone.soak;

import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** mini-irods as a process of its own, always on the same ports; its catalog is kept by another one, which nobody kills. */
final class IrodsProcess implements AutoCloseable {
    static final String USER = "rods";
    static final String PASSWORD = "rods";
    static final String ZONE = "tempZone";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Path directory;
    private final int port;
    private final int adminPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int databasePort;
    private final JvmProcess database;
    private JvmProcess process;

    IrodsProcess(Path directory) throws IOException {
        this.directory = directory;
        this.port = LoopbackPorts.free();
        this.adminPort = LoopbackPorts.free();
        this.databasePort = LoopbackPorts.free();
        this.database = JvmProcess.start(new Program("org.h2.tools.Server",
                List.of("-Xmx512m", "-Dh2.bindAddress=127.0.0.1"), List.of("-tcp", "-tcpPort",
                        String.valueOf(databasePort), "-baseDir", directory.toString(), "-ifNotExists"),
                Map.of(), "TCP server running"), directory.resolve("database.log"));
    }

    synchronized void start() throws IOException {
        List<String> arguments = List.of("--port", String.valueOf(port), "--admin-port", String.valueOf(adminPort),
                "--catalog", catalog(), "--vault", vault().toString());
        process = JvmProcess.start(
                new Program("io.irodsingest.miniirods.Main", List.of("-Xmx512m"), arguments,
                        Map.of("MINI_IRODS_PASSWORD", PASSWORD), "mini-irods listens on"),
                directory.resolve("mini-irods.log"));
    }

    /** The address of the catalog. */
    String catalog() {
        return "jdbc:h2:tcp://127.0.0.1:" + databasePort + "/./catalog";
    }

    Path vault() {
        return directory.resolve("vault");
    }

    int port() {
        return port;
    }

    synchronized void kill() {
        process.kill();
    }

    /** Ends it in good order. */
    synchronized void stop() {
        process.close();
    }

    synchronized void freeze() {
        process.freeze();
    }

    synchronized void thaw() {
        process.thaw();
    }

    synchronized boolean isAlive() {
        return process.isAlive();
    }

    synchronized long pid() {
        return process.isAlive() ? process.pid() : 0;
    }

    /** Whether its vaults cannot grow. */
    void fill(boolean isFull) throws IOException {
        send(request("faults").POST(BodyPublishers.ofString("{\"fillVaults\": " + isFull + "}")).build());
    }

    /** How many clients are connected. */
    long openConnections() throws IOException {
        return Long.parseLong(
                send(request("stats").build()).replaceAll("(?s).*\"openConnections\"\\s*:\\s*(\\d+).*", "$1"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + '/' + path)).timeout(ANSWER_LIMIT);
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("mini-irods answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mini-irods was asked", e);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.thaw();
            process.kill();
        }
        database.close();
    }
}
