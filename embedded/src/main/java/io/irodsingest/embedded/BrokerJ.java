package io.irodsingest.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;

/** One run of Broker-J, from its launch to the end of its threads. */
final class BrokerJ implements AutoCloseable {
    private final SystemLauncher launcher;
    private final boolean durable;
    private final int port;

    private BrokerJ(SystemLauncher launcher, boolean durable, int port) {
        this.launcher = launcher;
        this.durable = durable;
        this.port = port;
    }

    int port() {
        return port;
    }

    static BrokerJ start(Path directory, boolean durable, int port, String user, String password) throws IOException {
        Resolved resolved = new Resolved();
        SystemLauncher launcher = new SystemLauncher(resolved);
        if (durable) {
            DerbyEngine.enter(directory);
        }
        try {
            launcher.startup(attributes(directory, durable, port, user, password));
            if (resolved.failure != null) {
                throw resolved.failure;
            }
            return new BrokerJ(launcher, durable, boundPort(resolved, directory, port));
        } catch (Exception e) {
            shutDown(launcher, durable);
            throw e instanceof IOException known
                    ? known
                    : new IOException("the embedded broker did not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        shutDown(launcher, durable);
    }

    private static void shutDown(SystemLauncher launcher, boolean durable) {
        launcher.shutdown();
        if (durable) {
            DerbyEngine.leave();
        }
    }

    private static Map<String, Object> attributes(Path directory, boolean durable, int port, String user,
            String password) throws IOException {
        Map<String, String> context = new HashMap<>();
        context.put("qpid.work_dir", directory.toString());
        context.put("embedded.port", Integer.toString(port));
        context.put("embedded.user", user);
        context.put("embedded.password", password);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(SystemConfig.TYPE, "Memory");
        attributes.put(SystemConfig.CONTEXT, context);
        attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, configurationUrl(durable));
        attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
        attributes.put("preferenceStoreAttributes", Map.of("type", "Noop"));
        return attributes;
    }

    /**
     * Broker-J takes its configuration by URL only. It puts values of the context into it, such as the password, but
     * not where a type stands.
     */
    private static String configurationUrl(boolean durable) throws IOException {
        try (InputStream json = BrokerJ.class.getResourceAsStream("broker-j.json")) {
            String configuration = new String(json.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NODE_TYPE", durable ? "JSON" : "Memory")
                    .replace("HOST_TYPE", durable ? "DERBY" : "Memory");
            return "data:application/json;base64,"
                    + Base64.getEncoder().encodeToString(configuration.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Broker-J starts without a port that is taken and without a virtual host that it cannot read. */
    private static int boundPort(Resolved resolved, Path directory, int wanted) throws IOException {
        Broker<?> broker = (Broker<?>) resolved.system.getContainer();
        for (VirtualHostNode<?> node : broker.getVirtualHostNodes()) {
            if (node.getState() != State.ACTIVE || node.getVirtualHost() == null
                    || node.getVirtualHost().getState() != State.ACTIVE) {
                throw new IOException("the embedded broker cannot use its files in " + directory);
            }
        }
        Port<?> port = broker.getPorts().iterator().next();
        if (port.getState() != State.ACTIVE || port.getBoundPort() <= 0) {
            throw new IOException("the embedded broker cannot listen on 127.0.0.1 port " + wanted);
        }
        return port.getBoundPort();
    }

    private static final class Resolved extends DefaultSystemLauncherListener {
        private volatile SystemConfig<?> system;
        private volatile RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            system = resolved;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }
    }
}
