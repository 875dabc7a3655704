package io.irodsingest.testservers;

import java.io.IOException;

/** The program of {@link KilledJvmTest}: starts all servers and waits until it is killed or its input ends. */
final class ServersOfAChild {
    static final String READY = "ready";

    private ServersOfAChild() {}

    public static void main(String[] arguments) throws IOException {
        TestServers.broker();
        TestServers.redis();
        System.out.println(READY);
        System.in.read();
        System.exit(0);
    }
}
