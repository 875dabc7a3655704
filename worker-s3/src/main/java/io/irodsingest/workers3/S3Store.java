package io.irodsingest.workers3;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an S3 store is and how it is spoken to. Immutable.
 *
 * @param endpoint a domain or an address, with {@code :PORT} when the port is not that of the scheme
 * @param region in which the buckets are; most stores other than Amazon's do not care
 * @param proxy an HTTP proxy, without user and password; empty for none, also when the environment names one
 * @param secure HTTPS, else HTTP
 * @param chunkSize bytes of a part, where an object is moved in parts
 */
record S3Store(String endpoint, String region, Optional<URI> proxy, boolean secure, long chunkSize) {
    static final String DEFAULT_ENDPOINT = "s3.amazonaws.com";
    static final String DEFAULT_REGION = "us-east-1";
    static final int DEFAULT_CHUNK_MIB = 8;
    static final int LEAST_CHUNK_MIB = 5;
    static final int MOST_CHUNK_MIB = 5000;

    private static final long MIB = 1024 * 1024;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern ENDPOINT = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:([0-9]{1,5}))?");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]+");

    /** Amazon's store, in its first region. */
    static final S3Store DEFAULT = new S3Store(DEFAULT_ENDPOINT, DEFAULT_REGION, Optional.empty(), true,
            DEFAULT_CHUNK_MIB * MIB);

    /** @throws IllegalArgumentException with one line for the user */
    S3Store {
        Matcher parts = ENDPOINT.matcher(endpoint);
        if (!parts.matches() || parts.group(4) != null && Integer.parseInt(parts.group(4)) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "the S3 endpoint '" + endpoint + "' must be a domain like " + DEFAULT_ENDPOINT + " or DOMAIN:PORT");
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("'" + region + "' is no S3 region; one is like " + DEFAULT_REGION);
        }
        proxy.ifPresent(S3Store::checkProxy);
        if (chunkSize < LEAST_CHUNK_MIB * MIB || chunkSize > MOST_CHUNK_MIB * MIB) {
            throw new IllegalArgumentException("the size of S3 chunks must be from " + LEAST_CHUNK_MIB + " to "
                    + MOST_CHUNK_MIB + " MiB");
        }
    }

    S3Store withEndpoint(String other) {
        return new S3Store(other, region, proxy, secure, chunkSize);
    }

    S3Store withRegion(String other) {
        return new S3Store(endpoint, other, proxy, secure, chunkSize);
    }

    S3Store withProxy(URI other) {
        return new S3Store(endpoint, region, Optional.of(other), secure, chunkSize);
    }

    S3Store insecure() {
        return new S3Store(endpoint, region, proxy, false, chunkSize);
    }

    S3Store withChunkMib(int mib) {
        return new S3Store(endpoint, region, proxy, secure, mib * MIB);
    }

    /** Amazon names buckets in the domain; other stores need not have a domain for each bucket. */
    boolean isAmazon() {
        String domain = domain();
        return domain.endsWith(".amazonaws.com") || domain.endsWith(".amazonaws.com.cn");
    }

    /** The address to use instead of the one that Amazon's client makes of the region. */
    Optional<URI> address() {
        if (endpoint.equalsIgnoreCase(DEFAULT_ENDPOINT) && secure) {
            return Optional.empty();
        }
        return Optional.of(URI.create((secure ? "https://" : "http://") + endpoint));
    }

    private String domain() {
        return endpoint.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    }

    private static void checkProxy(URI proxy) {
        if (proxy.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of the S3 proxy must not hold a user or password");
        }
        if (proxy.getHost() == null || !"http".equals(proxy.getScheme()) && !"https".equals(proxy.getScheme())) {
            throw new IllegalArgumentException("the S3 proxy '" + proxy + "' must be like http://HOST:PORT");
        }
    }
}
