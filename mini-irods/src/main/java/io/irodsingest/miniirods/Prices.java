package io.irodsingest.miniirods;

import java.time.Duration;
import java.util.Map;

/**
 * How long the server's processes (agents) are busy with requests, and how many of them work at a time: so a test or a benchmark
 * feels what a real server costs. Immutable.
 *
 * @param requests by API number; 0 stands for making a connection
 * @param otherwise of all other requests
 * @param agents how many requests are worked on at a time, as many as a real server's machine has processors; the others wait
 */
public record Prices(Map<Integer, Price> requests, Duration otherwise, int agents) {
    /** Every request goes as fast as it can. */
    public static final Prices NONE = new Prices(Map.of(), Duration.ZERO, Integer.MAX_VALUE);
    /** Stands for making a connection. */
    public static final int CONNECT = 0;

    private static final int PUT = 606;
    private static final int UNLINK = 615;
    private static final int REGISTER = 20008;
    private static final int REGISTER_BEFORE = 630;
    private static final int CHECKSUM = 629;
    private static final int STAT = 633;
    private static final int EXTRACT = 665;
    private static final int BULK_REGISTER = 688;
    private static final int QUERY = 702;
    private static final int QUERY_2 = 10221;
    private static final int OPEN = 20003;
    private static final int CLOSE = 20004;

    /**
     * @param request for the request as such
     * @param file for each file that it is about, of one that is about several
     */
    public record Price(Duration request, Duration file) {}

    public Prices {
        requests = Map.copyOf(requests);
        if (agents < 1) {
            throw new IllegalArgumentException("agents must be at least 1, not " + agents);
        }
    }

    /**
     * What was measured of an optimised iRODS 5.0.2 with PostgreSQL in November 2026, agent and database together. Of an extraction
     * and of a checksum only sums with other requests were measured; a checksum is taken to cost as much as a registration.
     */
    public static Prices measured(int agents) {
        return new Prices(Map.ofEntries(price(CONNECT, 30, 0), price(PUT, 30, 0), price(UNLINK, 6.9, 0),
                price(REGISTER, 2.6, 0), price(REGISTER_BEFORE, 2.6, 0), price(CHECKSUM, 2.6, 0), price(STAT, 0.9, 0),
                price(EXTRACT, 10, 2.6), price(BULK_REGISTER, 2, 1.6), price(QUERY, 0.35, 0), price(QUERY_2, 7, 0),
                price(OPEN, 7, 0), price(CLOSE, 7, 0)), Duration.ofMillis(1), agents);
    }

    private static Map.Entry<Integer, Price> price(int api, double request, double file) {
        return Map.entry(api, new Price(millis(request), millis(file)));
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1_000_000));
    }

    /** @param files that a request was about, if it was about several */
    public Duration of(int api, int files) {
        Price price = requests.get(api);
        return price == null ? otherwise : price.request().plus(price.file().multipliedBy(files));
    }
}
