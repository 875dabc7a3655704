package io.irodsingest.testservers;

/** A server in a container. */
non-sealed interface ContainedServer extends TestServer {
    ServerContainer container();

    @Override
    default String origin() {
        return "Docker image " + container().container().getDockerImageName();
    }

    @Override
    default boolean canStop() {
        return true;
    }

    @Override
    default void stop() {
        container().stop();
    }

    @Override
    default void kill() {
        container().kill();
    }

    @Override
    default void start() {
        container().restart();
    }

    @Override
    default void close() {
        container().container().stop();
    }
}
