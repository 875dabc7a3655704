package io.irodsingest.s3store;

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
 * @param bucketsInPath whether buckets are named in the path of the address, else before the host
 * @param ignoreTags whether no object is asked for its tags
 */
public record S3Store(String endpoint, String region, Optional<URI> proxy, boolean secure, long chunkSize,
        boolean ignoreEtag, boolean bucketsInPath, boolean ignoreTags) {
    /** That of Amazon, whose client makes another of it that knows the region. */
    public static final String AMAZON = "s3.amazonaws.com";
    private static final long CHUNK = 8L * 1024 * 1024;

    /** One of Amazon's, or of another store, as the usual client speaks to it. */
    public static S3Store of(String endpoint, String region, boolean secure) {
        return new S3Store(endpoint, region, Optional.empty(), secure, CHUNK, false, !isAmazon(endpoint), false);
    }

    /** The same store at another address. */
    public S3Store at(String otherEndpoint, boolean isSecure, boolean inPath) {
        return new S3Store(otherEndpoint, region, proxy, isSecure, chunkSize, ignoreEtag, inPath, ignoreTags);
    }

    /** Amazon names buckets in the domain; other stores need not have a domain for each bucket. */
    public static boolean isAmazon(String endpoint) {
        String domain = endpoint.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return domain.endsWith(".amazonaws.com") || domain.endsWith(".amazonaws.com.cn");
    }

    /** The address to use instead of the one that Amazon's client makes of the region. */
    public Optional<URI> address() {
        if (endpoint.equalsIgnoreCase(AMAZON) && secure) {
            return Optional.empty();
        }
        return Optional.of(URI.create((secure ? "https://" : "http://") + endpoint));
    }
}
