package io.irodsingest.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.irodsingest.embedded.LoopbackPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.LogMessageWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with one port, bound to a fixed port of 127.0.0.1 so that it is the same after a restart, and a line of
 * its log that tells that the server is ready. Not thread-safe.
 */
final class ServerContainer {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final GenericContainer<?> container;
    private final String readyLine;
    private final int port;
    private int starts = 1;

    /** @param readyLine a regular expression */
    ServerContainer(String image, int inside, String readyLine) throws IOException {
        this.readyLine = readyLine;
        this.port = LoopbackPorts.free();
        this.container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(inside)
                .waitingFor(ready());
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
    }

    GenericContainer<?> container() {
        return container;
    }

    int port() {
        return port;
    }

    void launch() throws IOException {
        try {
            container.start();
        } catch (ContainerLaunchException | DockerException | IllegalStateException e) {
            // Also when one of Testcontainers' own images is missing.
            container.stop();
            throw new IOException("no container of " + container.getDockerImageName() + ": " + e.getMessage(), e);
        }
    }

    void stop() {
        if (isRunning()) {
            docker().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    void restart() {
        if (!isRunning()) {
            docker().startContainerCmd(container.getContainerId()).exec();
            starts++;
            ready().waitUntilReady(container);
        }
    }

    private boolean isRunning() {
        return Boolean.TRUE
                .equals(docker().inspectContainerCmd(container.getContainerId()).exec().getState().getRunning());
    }

    /** The log keeps the lines of earlier starts. */
    private LogMessageWaitStrategy ready() {
        LogMessageWaitStrategy strategy = new LogMessageWaitStrategy().withRegEx(".*" + readyLine + ".*\\s")
                .withTimes(starts);
        strategy.withStartupTimeout(START_LIMIT);
        return strategy;
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
