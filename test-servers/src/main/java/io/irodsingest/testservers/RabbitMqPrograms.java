package io.irodsingest.testservers;

import java.nio.file.Path;
import java.util.Optional;

/** What it takes to run the machine's RabbitMQ, and to end it together with this JVM. */
record RabbitMqPrograms(Path server, Path epmd) {
    /** Packages put a script on the path that changes to the user rabbitmq; the scripts here do not. */
    private static final String PACKAGED = "/usr/lib/rabbitmq/bin";

    static Optional<RabbitMqPrograms> find() {
        Optional<Path> server = Programs.find("rabbitmq-server", PACKAGED);
        Optional<Path> epmd = Epmd.program();
        return server.isEmpty() || epmd.isEmpty() || Programs.find("setsid").isEmpty()
                ? Optional.empty()
                : Optional.of(new RabbitMqPrograms(server.get(), epmd.get()));
    }

    Path control() {
        return server.resolveSibling("rabbitmqctl");
    }
}
