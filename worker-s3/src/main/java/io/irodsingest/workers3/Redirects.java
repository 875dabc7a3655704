package io.irodsingest.workers3;

import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Where a store says that a bucket is. Requests are signed for a host, so that each one is made anew. Nobody is led away from the
 * store that the job names: another host is followed to when it is below that one, or when both are Amazon's; to HTTP nobody goes
 * from HTTPS. The credentials of the workers go to stores that operators name, and so are led nowhere but by Amazon.
 */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);
    private static final String LOCATION = "Location";
    private static final Pattern AMAZON = Pattern.compile("s3[.-]([a-z0-9-]+\\.)*amazonaws\\.com(\\.cn)?");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Redirects() {}

    /** Where to go on; empty when the answer is no redirect, or not one to follow. */
    static Optional<S3Store> next(Bucket bucket, AwsServiceException answer) {
        return location(answer).map(to -> store(bucket, to)).filter(to -> mayGo(bucket, to))
                .filter(store -> !store.equals(bucket.store()));
    }

    /** The address that an answer sends to. */
    static Optional<URI> location(AwsServiceException answer) {
        if (!STATUSES.contains(answer.statusCode()) || answer.awsErrorDetails() == null) {
            return Optional.empty();
        }
        try {
            return answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(LOCATION).map(URI::create)
                    .filter(to -> to.getHost() != null && to.getScheme() != null
                            && SCHEMES.contains(to.getScheme().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean mayGo(Bucket bucket, S3Store to) {
        if (bucket.store().secure() && !to.secure()) {
            return false;
        }
        String known = host(bucket.store());
        String host = host(to);
        return AMAZON.matcher(known).matches()
                ? AMAZON.matcher(host).matches()
                : ofTheJob(bucket.credentials()) && (host.equals(known) || host.endsWith('.' + known));
    }

    private static boolean ofTheJob(S3Credentials credentials) {
        return credentials instanceof S3Credentials.KeyPair || credentials instanceof S3Credentials.Nobody;
    }

    private static String host(S3Store store) {
        return store.endpoint().replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    }

    /** A bucket stands in the path or before the host. */
    private static S3Store store(Bucket bucket, URI to) {
        String inHost = bucket.name().toLowerCase(Locale.ROOT) + '.';
        boolean named = to.getHost().toLowerCase(Locale.ROOT).startsWith(inHost);
        String host = named ? to.getHost().substring(inHost.length()) : to.getHost();
        return bucket.store().at(to.getPort() < 0 ? host : host + ':' + to.getPort(),
                "https".equalsIgnoreCase(to.getScheme()), !named);
    }
}
