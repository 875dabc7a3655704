package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.path.RawPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the bucket of an S3 source is, and by what it is opened: by a key pair, or by a named profile, or by nothing, or by what
 * the SDK finds in the environment of each worker. Immutable.
 *
 * @param endpointDomain host name, with {@code :PORT} if need be
 * @param proxyUrl an HTTP proxy; no password in it
 * @param insecureConnection HTTP instead of HTTPS
 * @param multipartChunksizeInMib a larger object is read in parts of so many MiB at a time
 * @param ignoreEtag whether no ETag is taken for an MD5
 * @param profile a name in the SDK's configuration files, which every worker must have
 * @param sealedKeyPair access key and secret key, a line each, sealed by the cluster's key for {@link #KEY_PAIR}
 * @param addressingStyle where buckets are named; empty for before the host at Amazon, and in the path elsewhere
 * @param anonymous requests are not signed
 * @param ignoreTags no object is asked for its tags, whatever an event handler wants
 */
public record S3Options(String endpointDomain, String regionName, Optional<String> proxyUrl,
        boolean insecureConnection, int multipartChunksizeInMib, boolean ignoreEtag,
        Optional<String> profile, Optional<String> sealedKeyPair, Optional<AddressingStyle> addressingStyle,
        boolean anonymous, boolean ignoreTags) {
    public static final String DEFAULT_ENDPOINT = "s3.amazonaws.com";
    public static final String DEFAULT_REGION = "us-east-1";
    public static final int DEFAULT_CHUNK = 8;
    /** The beginning of what a key pair is sealed for, and all of it in jobs of older versions. */
    public static final String KEY_PAIR = "s3 key pair";

    private static final int SMALLEST_CHUNK = 5;
    private static final int LARGEST_CHUNK = 5000;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern ENDPOINT = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:([0-9]{1,5}))?");
    private static final Set<String> ADDRESSES = Set.of("http", "https");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]+");

    public S3Options {
        // records of before the option was there do not have it
        addressingStyle = Objects.requireNonNullElse(addressingStyle, Optional.empty());
        if (multipartChunksizeInMib < SMALLEST_CHUNK || multipartChunksizeInMib > LARGEST_CHUNK) {
            throw new InvalidJobException("s3_multipart_chunksize_in_mib must be from " + SMALLEST_CHUNK + " to "
                    + LARGEST_CHUNK + ", not " + multipartChunksizeInMib);
        }
        Matcher parts = ENDPOINT.matcher(endpointDomain);
        if (!parts.matches() || parts.group(4) != null && Integer.parseInt(parts.group(4)) > HIGHEST_PORT) {
            throw new InvalidJobException("s3_endpoint_domain '" + endpointDomain + "' must be a domain like "
                    + DEFAULT_ENDPOINT + " or DOMAIN:PORT");
        }
        if (!REGION.matcher(regionName).matches()) {
            throw new InvalidJobException(
                    "s3_region_name '" + regionName + "' is no region; one is like " + DEFAULT_REGION);
        }
        proxyUrl.ifPresent(S3Options::checkProxy);
        if (profile.isPresent() && sealedKeyPair.isPresent()) {
            throw new InvalidJobException("give either a key pair or a profile for S3, not both");
        }
        if (anonymous && (profile.isPresent() || sealedKeyPair.isPresent())) {
            throw new InvalidJobException("s3_anonymous goes with neither a key pair nor a profile");
        }
    }

    /**
     * What the key pair of a job is sealed for: it opens for this job, its source and target, and its store only. Whoever writes to Redis
     * can send it nowhere else.
     *
     * @param store as {@link #store} has it
     */
    public static String keyPairPurpose(String job, RawPath source, String target, String store) {
        return String.join("\n", KEY_PAIR, job, source.encoded(), target, store);
    }

    /** Where a store is, and what is between. */
    public static String store(String endpointDomain, boolean insecureConnection, Optional<String> proxyUrl) {
        return (insecureConnection ? "http://" : "https://") + endpointDomain
                + proxyUrl.map(proxy -> " by way of " + proxy).orElse("");
    }

    /** The same, but that of a key pair there is only known that there is one. */
    S3Options withoutSeal() {
        return new S3Options(endpointDomain, regionName, proxyUrl, insecureConnection, multipartChunksizeInMib,
                ignoreEtag, profile, sealedKeyPair.map(seal -> ""), addressingStyle, anonymous, ignoreTags);
    }

    /** Where the bucket is and by what it is opened, without secrets. */
    String describe() {
        String credentials = profile.map(name -> "profile " + name)
                .orElse(sealedKeyPair.isPresent() ? "a key pair" : anonymous ? "nobody" : "the workers' credentials");
        return store(endpointDomain, insecureConnection, proxyUrl) + ", opened by " + credentials;
    }

    private static void checkProxy(String proxyUrl) {
        // a user and password may be in it that nobody is to see
        if (proxyUrl.contains("@")) {
            throw new InvalidJobException("s3_proxy_url must not hold a user or password");
        }
        if (!isAddress(proxyUrl)) {
            throw new InvalidJobException("s3_proxy_url '" + proxyUrl + "' must be like http://HOST:PORT");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null && ADDRESSES.contains(address.getScheme());
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
