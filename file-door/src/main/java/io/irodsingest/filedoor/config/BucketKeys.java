package io.irodsingest.filedoor.config;

import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;
import io.irodsingest.s3store.S3Store;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a door says of a bucket. */
final class BucketKeys {
    private static final Pattern ADDRESS = Pattern
            .compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:/(.*))?");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,50}");
    private static final String ENDPOINT = "https://" + S3Store.AMAZON;
    private static final String USUAL_REGION = "us-east-1";

    private BucketKeys() {}

    /** @throws IllegalArgumentException with one line: where, what is wrong, and what to do */
    static BucketPrefix read(YamlPlace bucket, Map<String, YamlPlace> values) {
        for (String key : List.of("directory", "done", "rejected")) {
            if (values.containsKey(key)) {
                throw values.get(key).wrong("'" + key + "' does not go with 'bucket', where files go to done/ and"
                        + " rejected/ below the prefix; take it away");
            }
        }
        Matcher address = bucket.parsed(BucketKeys::address);
        String prefix = Optional.ofNullable(address.group(2)).orElse("");
        URI endpoint = Optional.ofNullable(values.get("endpoint")).map(one -> one.parsed(BucketKeys::endpoint))
                .orElseGet(() -> endpoint(ENDPOINT));
        String region = Optional.ofNullable(values.get("region")).map(one -> one.parsed(BucketKeys::region))
                .orElse(USUAL_REGION);
        return new BucketPrefix(address.group(1), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + '/',
                endpoint, region);
    }

    /** A directory has none of a store's keys. */
    static void refuseWithoutBucket(Map<String, YamlPlace> values) {
        for (String key : List.of("endpoint", "region")) {
            if (values.containsKey(key)) {
                throw values.get(key).wrong("'" + key + "' goes with 'bucket' only; take it away");
            }
        }
    }

    private static Matcher address(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException("must be like s3://BUCKET/PREFIX/");
        }
        return address;
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = URI.create(text);
            if (("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                    && endpoint.getHost() != null && endpoint.getUserInfo() == null
                    && endpoint.getPath().matches("/?")) {
                return endpoint;
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("must be like https://HOST:PORT", malformed);
        }
        throw new IllegalArgumentException("must be like https://HOST:PORT");
    }

    private static String region(String text) {
        if (!REGION.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a region like us-east-1");
        }
        return text;
    }
}
