package io.irodsingest.orchestrator.http;

import io.irodsingest.orchestrator.http.ListenerSettings.Tls;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The address that is listened on, in clear or by TLS. */
final class Listener {
    private static final int MOST_CONNECTIONS = 4_096;
    /** Connections that come faster than they are accepted. */
    private static final int MOST_WAITING = 1_024;
    /** A connection on which nothing comes or goes for so long is cut. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
    private static final int KEY_STORE_LOOK_SECONDS = 30;

    private Listener() {}

    static ServerConnector of(Server server, HttpConfiguration http, ListenerSettings settings) {
        configure(http);
        ServerConnector connector = settings.tls().isPresent()
                ? secured(server, new HttpConfiguration(http), settings.tls().get())
                : new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(MOST_WAITING);
        connector.setIdleTimeout(LONGEST_SILENCE.toMillis());
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        return connector;
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        // names of jobs are parts of paths, and may have any of these characters
        http.setUriCompliance(UriCompliance.DEFAULT.with("job names", Violation.AMBIGUOUS_PATH_ENCODING,
                Violation.SUSPICIOUS_PATH_CHARACTERS, Violation.AMBIGUOUS_PATH_PARAMETER));
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, Tls tls) {
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        // clients check the name themselves, and may come by an address
        secure.setSniHostCheck(false);
        http.addCustomizer(secure);
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.keyStore().toString());
        context.setKeyStorePassword(tls.password().reveal());
        KeyStoreScanner renewals = new KeyStoreScanner(context);
        renewals.setScanInterval(KEY_STORE_LOOK_SECONDS);
        server.addBean(renewals);
        return new ServerConnector(server, new SslConnectionFactory(context, "http/1.1"),
                new HttpConnectionFactory(http));
    }
}
