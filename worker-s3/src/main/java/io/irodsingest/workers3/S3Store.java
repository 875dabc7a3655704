package io.irodsingest.workers3;

import io.irodsingest.common.job.S3Options;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an S3 store is and how it is spoken to. Immutable.
 *
 * @param endpoint a domain or an address, with {@code :PORT} when the port is not that of the scheme
 * @param region in which the buckets are; most stores other than Amazon's do not care
 * @param proxy an HTTP proxy, without user and password; empty for none, also when the environment names one
 * @param secure HTTPS, else HTTP
 * @param chunkSize bytes that one request reads at most
 * @param ignoreEtag whether its ETags are no MD5, though they may look like it
 */
record S3Store(String endpoint, String region, Optional<URI> proxy, boolean secure, long chunkSize,
        boolean ignoreEtag) {
    private static final long MIB = 1024 * 1024;

    static S3Store of(S3Options options) {
        return new S3Store(options.endpointDomain(), options.regionName(), options.proxyUrl().map(URI::create),
                !options.insecureConnection(), options.multipartChunksizeInMib() * MIB,
                options.ignoreEtag());
    }

    /** Amazon names buckets in the domain; other stores need not have a domain for each bucket. */
    boolean isAmazon() {
        String domain = endpoint.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return domain.endsWith(".amazonaws.com") || domain.endsWith(".amazonaws.com.cn");
    }

    /** The address to use instead of the one that Amazon's client makes of the region. */
    Optional<URI> address() {
        if (endpoint.equalsIgnoreCase(S3Options.DEFAULT_ENDPOINT) && secure) {
            return Optional.empty();
        }
        return Optional.of(URI.create((secure ? "https://" : "http://") + endpoint));
    }
}
