package io.irodsingest.common.job;

import java.util.Optional;

/**
 * Where the bucket of an S3 source is, and by what it is opened: by a key pair, or by a named profile, or by what the SDK finds
 * in the environment of each worker. Immutable.
 *
 * @param endpointDomain host name, with {@code :PORT} if need be
 * @param proxyUrl an HTTP proxy; no password in it
 * @param insecureConnection HTTP instead of HTTPS
 * @param multipartChunksizeInMib a larger object is read in parts of so many MiB at a time
 * @param profile a name in the SDK's configuration files, which every worker must have
 * @param sealedKeyPair access key and secret key, a line each, sealed by the cluster's key for {@link #KEY_PAIR}
 */
public record S3Options(String endpointDomain, String regionName, Optional<String> proxyUrl,
        boolean insecureConnection, int multipartChunksizeInMib, Optional<String> profile,
        Optional<String> sealedKeyPair) {
    public static final String DEFAULT_ENDPOINT = "s3.amazonaws.com";
    public static final String DEFAULT_REGION = "us-east-1";
    public static final int DEFAULT_CHUNK = 8;
    /** What a key pair is sealed for. */
    public static final String KEY_PAIR = "s3 key pair";

    private static final int SMALLEST_CHUNK = 5;
    private static final int LARGEST_CHUNK = 5000;

    public S3Options {
        if (multipartChunksizeInMib < SMALLEST_CHUNK || multipartChunksizeInMib > LARGEST_CHUNK) {
            throw new InvalidJobException("s3_multipart_chunksize_in_mib must be from " + SMALLEST_CHUNK + " to "
                    + LARGEST_CHUNK + ", not " + multipartChunksizeInMib);
        }
        if (endpointDomain.isBlank() || endpointDomain.contains("/")) {
            throw new InvalidJobException("s3_endpoint_domain '" + endpointDomain
                    + "' must be a host name, with :PORT if need be, like " + DEFAULT_ENDPOINT);
        }
        if (proxyUrl.isPresent() && proxyUrl.get().contains("@")) {
            throw new InvalidJobException("s3_proxy_url must have no user and password in it");
        }
        if (profile.isPresent() && sealedKeyPair.isPresent()) {
            throw new InvalidJobException("give either a key pair or a profile for S3, not both");
        }
    }
}
