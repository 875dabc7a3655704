package io.irodsingest.testservers;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RabbitMQ in a container. */
final class RabbitMqContainer implements ContainedServer, BrokerServer {
    private static final int PORT = 5672;
    private static final String USER = "irods-ingest";
    private static final Pattern VERSION = Pattern.compile("\\bRabbitMQ (\\d[\\w.+-]*)");

    private final String password = UUID.randomUUID().toString().replace("-", "");
    private final ServerContainer container;

    private RabbitMqContainer(String image) throws IOException {
        container = new ServerContainer(image, PORT, "Server startup complete");
        container.container().withEnv("RABBITMQ_DEFAULT_USER", USER).withEnv("RABBITMQ_DEFAULT_PASS", password);
        container.launch();
    }

    static Optional<BrokerServer> find() throws IOException {
        Optional<String> image = DockerImages.find("rabbitmq");
        return image.isPresent() ? Optional.of(new RabbitMqContainer(image.get())) : Optional.empty();
    }

    @Override
    public URI uri() {
        return URI.create("amqp://" + USER + ":" + password + "@127.0.0.1:" + container.port() + "/%2F");
    }

    @Override
    public String product() {
        Matcher version = VERSION.matcher(container.container().getLogs());
        return version.find() ? "RabbitMQ " + version.group(1) : "RabbitMQ";
    }

    @Override
    public ServerContainer container() {
        return container;
    }
}
