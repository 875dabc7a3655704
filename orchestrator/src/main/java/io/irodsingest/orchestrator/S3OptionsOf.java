package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.S3Request;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.S3Options;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import java.util.Optional;

/** What a request says of an S3 source; its key pair is sealed. */
final class S3OptionsOf {
    private S3OptionsOf() {}

    /** @throws InvalidJobException with what is wrong */
    static S3Options request(S3Request request, Optional<ClusterKey> key) {
        return new S3Options(request.endpointDomain().orElse(S3Options.DEFAULT_ENDPOINT),
                request.regionName().orElse(S3Options.DEFAULT_REGION), request.proxyUrl(),
                request.insecureConnection().orElse(false),
                request.multipartChunksizeInMib().orElse(S3Options.DEFAULT_CHUNK), request.ignoreEtag().orElse(false),
                request.profile(),
                keyPair(request).map(pair -> seal(pair, key)));
    }

    private static Optional<Secret> keyPair(S3Request request) {
        if (request.accessKey().isPresent() != request.secretKey().isPresent()) {
            throw new InvalidJobException("an S3 key pair has an access_key and a secret_key");
        }
        return request.accessKey().map(access -> new Secret(access + '\n' + request.secretKey().orElseThrow()));
    }

    private static String seal(Secret pair, Optional<ClusterKey> key) {
        return key.orElseThrow(() -> new InvalidJobException("an S3 key pair cannot be kept safe here: give"
                + " orchestrator and S3 workers the same IRODS_INGEST_CLUSTER_KEY, or name a profile that the workers have"))
                .seal(pair, S3Options.KEY_PAIR);
    }
}
