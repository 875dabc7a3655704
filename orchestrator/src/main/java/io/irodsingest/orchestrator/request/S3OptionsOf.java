package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.S3Request;
import io.irodsingest.ingesttasks.AddressingStyle;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a request says of an S3 source; its key pair is sealed. */
final class S3OptionsOf {
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    private S3OptionsOf() {}

    /**
     * @param purpose what a key pair is sealed for, made of where the store is
     * @throws InvalidJobException with what is wrong
     */
    static S3Options request(S3Request request, UnaryOperator<String> purpose, Optional<ClusterKey> key) {
        String given = request.endpointDomain().orElse(S3Options.DEFAULT_ENDPOINT);
        String endpoint = domain(given);
        boolean insecure = isInsecure(given, request.insecureConnection());
        String sealedFor = purpose.apply(S3Options.store(endpoint, insecure, request.proxyUrl()));
        return new S3Options(endpoint,
                request.regionName().orElse(S3Options.DEFAULT_REGION), request.proxyUrl(),
                insecure,
                request.multipartChunksizeInMib().orElse(S3Options.DEFAULT_CHUNK), request.ignoreEtag().orElse(false),
                request.profile(),
                keyPair(request).map(pair -> seal(pair, sealedFor, key)),
                request.addressingStyle().map(S3OptionsOf::style),
                request.anonymous().orElse(false), request.ignoreTags().orElse(false));
    }

    /** People have addresses of stores as URLs. */
    private static String domain(String endpoint) {
        for (String scheme : List.of(HTTPS, HTTP)) {
            if (endpoint.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return endpoint.substring(scheme.length()).replaceFirst("/$", "");
            }
        }
        return endpoint;
    }

    private static boolean isInsecure(String endpoint, Optional<Boolean> wanted) {
        if (endpoint.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) && wanted.orElse(false)) {
            throw new InvalidJobException(
                    "s3_endpoint_domain '" + endpoint
                            + "' is HTTPS, and s3_insecure_connection wants HTTP: leave one out");
        }
        return wanted.orElse(false) || endpoint.regionMatches(true, 0, HTTP, 0, HTTP.length());
    }

    private static AddressingStyle style(String name) {
        return Arrays.stream(AddressingStyle.values()).filter(style -> style.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new InvalidJobException(
                        "s3_addressing_style '" + name + "' must be path or virtual"));
    }

    private static Optional<Secret> keyPair(S3Request request) {
        if (request.accessKey().isPresent() != request.secretKey().isPresent()) {
            throw new InvalidJobException("an S3 key pair has an access_key and a secret_key");
        }
        return request.accessKey().map(access -> new Secret(access + '\n' + request.secretKey().orElseThrow()));
    }

    private static String seal(Secret pair, String purpose, Optional<ClusterKey> key) {
        return key.orElseThrow(() -> new InvalidJobException("an S3 key pair cannot be kept safe here: give"
                + " orchestrator and S3 workers the same IRODS_INGEST_CLUSTER_KEY, or name a profile that the workers have"))
                .seal(pair, purpose);
    }
}
