package io.irodsingest.testservers;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.images.builder.Transferable;

/** Redis in a container. */
final class RedisContainer implements ContainedServer, RedisServer {
    private static final int PORT = 6379;
    private static final String CONFIGURATION = "/tmp/redis.conf";

    private final String password = UUID.randomUUID().toString().replace("-", "");
    private final ServerContainer container;
    private final String product;

    private RedisContainer(String image) throws IOException {
        container = new ServerContainer(image, PORT, "Ready to accept connections");
        container.container().withCopyToContainer(
                Transferable.of("requirepass " + password + "\nappendonly yes\nmaxmemory-policy noeviction\n"),
                CONFIGURATION).withCommand("redis-server", CONFIGURATION);
        container.launch();
        product = RedisCommands.version(this);
    }

    static Optional<RedisServer> find() throws IOException {
        Optional<String> image = DockerImages.find("redis");
        return image.isPresent() ? Optional.of(new RedisContainer(image.get())) : Optional.empty();
    }

    @Override
    public URI uri() {
        return URI.create("redis://:" + password + "@127.0.0.1:" + container.port());
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public ServerContainer container() {
        return container;
    }
}
