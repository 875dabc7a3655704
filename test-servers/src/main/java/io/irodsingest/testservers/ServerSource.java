package io.irodsingest.testservers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One of the places that a server may come from. */
@FunctionalInterface
interface ServerSource<T extends TestServer> {
    /** A started server, or empty when this place has none; throws when it has one that does not start. */
    Optional<T> find() throws IOException;

    /**
     * The server of the first place that has one that starts. One that does not is reported on standard output, and
     * the search goes on.
     */
    static <T extends TestServer> T first(List<ServerSource<T>> sources) {
        IllegalStateException none = new IllegalStateException("there is no server to test with");
        for (ServerSource<T> source : sources) {
            try {
                Optional<T> found = source.find();
                if (found.isPresent()) {
                    T server = found.get();
                    System.out.println("test servers: " + server.product() + " (" + server.origin() + ")");
                    return server;
                }
            } catch (IOException e) {
                System.out.println("test servers: going on without this one: " + e.getMessage());
                none.addSuppressed(e);
            }
        }
        throw none;
    }
}
