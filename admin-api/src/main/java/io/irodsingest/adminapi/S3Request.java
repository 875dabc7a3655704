package io.irodsingest.adminapi;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an S3 source is, and by what it is opened: a key pair, or a profile, or what each worker finds in its environment. What
 * is empty is left to the orchestrator; null counts as empty.
 *
 * @param endpointDomain host name, with {@code :PORT} if need be, or a URL of these
 * @param proxyUrl an HTTP proxy, without a password
 * @param insecureConnection HTTP instead of HTTPS
 * @param multipartChunksizeInMib 5 to 5000
 * @param ignoreEtag the store's ETags are no MD5, though they look like it: compare nothing with them
 * @param profile a name in the configuration files of the workers' SDK
 * @param secretKey never shown again
 * @param addressingStyle {@code path} or {@code virtual}: where buckets are named
 * @param anonymous requests are not signed
 * @param ignoreTags no object is asked for its tags
 */
public record S3Request(Optional<String> endpointDomain, Optional<String> regionName, Optional<String> proxyUrl,
        Optional<Boolean> insecureConnection, Optional<Integer> multipartChunksizeInMib, Optional<Boolean> ignoreEtag,
        Optional<String> profile, Optional<String> accessKey, Optional<String> secretKey,
        Optional<String> addressingStyle, Optional<Boolean> anonymous, Optional<Boolean> ignoreTags) {
    /** One whose buckets are named where they usually are, with signed requests. */
    public S3Request(Optional<String> endpointDomain, Optional<String> regionName, Optional<String> proxyUrl,
            Optional<Boolean> insecureConnection, Optional<Integer> multipartChunksizeInMib,
            Optional<Boolean> ignoreEtag, Optional<String> profile, Optional<String> accessKey,
            Optional<String> secretKey) {
        this(endpointDomain, regionName, proxyUrl, insecureConnection, multipartChunksizeInMib, ignoreEtag, profile,
                accessKey, secretKey, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public S3Request {
        endpointDomain = Objects.requireNonNullElse(endpointDomain, Optional.empty());
        regionName = Objects.requireNonNullElse(regionName, Optional.empty());
        proxyUrl = Objects.requireNonNullElse(proxyUrl, Optional.empty());
        insecureConnection = Objects.requireNonNullElse(insecureConnection, Optional.empty());
        multipartChunksizeInMib = Objects.requireNonNullElse(multipartChunksizeInMib, Optional.empty());
        ignoreEtag = Objects.requireNonNullElse(ignoreEtag, Optional.empty());
        profile = Objects.requireNonNullElse(profile, Optional.empty());
        accessKey = Objects.requireNonNullElse(accessKey, Optional.empty());
        secretKey = Objects.requireNonNullElse(secretKey, Optional.empty());
        addressingStyle = Objects.requireNonNullElse(addressingStyle, Optional.empty());
        anonymous = Objects.requireNonNullElse(anonymous, Optional.empty());
        ignoreTags = Objects.requireNonNullElse(ignoreTags, Optional.empty());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "S3Request[endpointDomain=" + endpointDomain + ", regionName=" + regionName + "]";
    }
}
