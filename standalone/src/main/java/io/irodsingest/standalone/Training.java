package io.irodsingest.standalone;

import com.sun.net.httpserver.HttpServer;
import io.irodsingest.cli.command.IrodsIngest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the JVM is shown when it makes its archive of classes for commands: it keeps the classes that are loaded here, so these are
 * those of the usual commands. They speak to a server of this process, which answers as an orchestrator without jobs.
 */
public final class Training {
    private static final byte[] NO_JOBS = """
            {"periodic": [], "singlepass": [], "stopped": [], "finished": [], "total": 0, "unreadable": []}
            """.getBytes(StandardCharsets.UTF_8);

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, NO_JOBS.length);
            exchange.getResponseBody().write(NO_JOBS);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        List.of(new String[]{"--version"}, new String[]{"start", "--help"}, new String[]{"list", "--url", url},
                new String[]{"list", "--table", "--url", url}, new String[]{"show", "none", "--url", url})
                .forEach(Training::run);
        server.stop(0);
    }

    private static void run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        IrodsIngest.run(Main.commandLine().setOut(nowhere).setErr(nowhere), arguments);
    }
}
