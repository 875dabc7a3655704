package io.irodsingest.common.irods;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How connections are kept. Immutable.
 *
 * @param size most connections at a time, of all users together; whoever wants one more waits
 * @param maxAge a connection that is older is renewed when it is next given back or borrowed
 * @param maxRequests a connection that made as many is renewed
 * @param idle a connection that nobody used for so long is closed, unless who used it last said otherwise
 * @param connectTimeout for reaching the server
 * @param readTimeout a server that does not answer for so long is taken for lost; not while it computes a checksum or closes a file,
 *     which takes as long as the file is large
 * @param pipeline requests of a list that are on their way at a time; 1 waits for each answer
 * @param streams connections that a large upload goes over at most, as far as the pool has some to spare
 */
public record PoolSettings(int size, Duration maxAge, long maxRequests, Duration idle, Duration connectTimeout,
        Duration readTimeout, int pipeline, int streams) {
    public static final int MOST_PIPELINED = 32;
    public static final int MOST_STREAMS = 16;
    public static final PoolSettings DEFAULT = new PoolSettings(4, Duration.ofMinutes(10), 20_000,
            Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(10), 16, 4);
    /** Uploads at a time that have all their streams; each stream has 4 MiB of the heap. */
    private static final int MOST_LARGE_UPLOADS = 4;
    private static final int LONGEST_SECONDS = 86_400;

    public PoolSettings {
        if (size < 1 || maxRequests < 1 || pipeline < 1 || pipeline > MOST_PIPELINED || streams < 1
                || streams > MOST_STREAMS) {
            throw new IllegalArgumentException(
                    "size, requests, pipeline and streams must be positive, pipeline at most "
                            + MOST_PIPELINED + ", streams at most " + MOST_STREAMS);
        }
    }

    /**
     * Reads {@code IRODS_PIPELINE}, {@code IRODS_UPLOAD_STREAMS}, {@code IRODS_CONNECT_TIMEOUT} and
     * {@code IRODS_READ_TIMEOUT} (seconds).
     *
     * @param threads those that work with iRODS, each of which has a connection; the further ones are for large uploads
     * @throws InvalidIrodsEnvironmentException when one is wrong
     */
    public static PoolSettings read(Map<String, String> variables, int threads) {
        IrodsSettings settings = new IrodsSettings(variables, Optional.empty(), JsonNodeFactory.instance.objectNode());
        int streams = settings.number("IRODS_UPLOAD_STREAMS", DEFAULT.streams, 1, MOST_STREAMS);
        int size = threads + (streams - 1) * Math.min(threads, MOST_LARGE_UPLOADS);
        return new PoolSettings(size, DEFAULT.maxAge, DEFAULT.maxRequests, DEFAULT.idle,
                seconds(settings, "IRODS_CONNECT_TIMEOUT", DEFAULT.connectTimeout),
                seconds(settings, "IRODS_READ_TIMEOUT", DEFAULT.readTimeout),
                settings.number("IRODS_PIPELINE", DEFAULT.pipeline, 1, MOST_PIPELINED), streams);
    }

    private static Duration seconds(IrodsSettings settings, String name, Duration preset) {
        return Duration.ofSeconds(settings.number(name, (int) preset.toSeconds(), 1, LONGEST_SECONDS));
    }
}
