package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.KeyPairFile;
import io.irodsingest.cli.Sources;
import io.irodsingest.adminapi.S3Request;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the bucket of an S3 source is. */
final class BucketOptions {
    private static final String SCHEME = "s3://";

    @Option(names = "--s3-keypair", paramLabel = "FILE", description = "A file of two lines, access key and secret key: SOURCE is /BUCKET/PREFIX then, or s3://BUCKET/PREFIX. "
            + "Without it, and without a profile, the workers take what the AWS SDK finds in their environment")
    private Path keypair;

    @Option(names = "--s3-profile", paramLabel = "NAME", description = "A profile in the AWS configuration files of the workers")
    private String profile;

    @Option(names = "--s3-endpoint-domain", paramLabel = "HOST[:PORT]", description = "Or a URL, like http://minio:9000. Default: s3.amazonaws.com")
    private String endpointDomain;

    @Option(names = "--s3-region-name", paramLabel = "REGION", description = "Default: us-east-1")
    private String regionName;

    @Option(names = "--s3-proxy-url", paramLabel = "URL", description = "An HTTP proxy between the workers and S3")
    private String proxyUrl;

    @Option(names = "--s3-insecure-connection", description = "HTTP instead of HTTPS")
    private Boolean insecureConnection;

    @Option(names = "--s3-multipart-chunksize-in-mib", paramLabel = "MIB", description = "5 to 5000: how much of a large object is read at a time. Default: 8")
    private Integer chunksize;

    @Option(names = "--s3-ignore-etag", description = "For a store whose ETags look like MD5 checksums and are none: nothing is compared with them")
    private Boolean ignoreEtag;

    @Option(names = "--s3-addressing-style", paramLabel = "STYLE", description = "Where buckets are named: path (HOST/BUCKET) or virtual (BUCKET.HOST). Default: virtual at Amazon, else path")
    private String addressingStyle;

    @Option(names = "--s3-anonymous", description = "Requests are not signed: for a bucket that everybody may read")
    private Boolean anonymous;

    @Option(names = "--s3-ignore-tags", description = "Objects are not asked for their tags, whatever the event handler wants: for keys that may not read them")
    private Boolean ignoreTags;

    /** What makes the source one in a bucket; empty when it is a directory. */
    Optional<S3Request> request(String source) {
        if (!source.startsWith(SCHEME) && keypair == null && profile == null) {
            if (Stream.of(endpointDomain, regionName, proxyUrl, insecureConnection, chunksize, ignoreEtag,
                    addressingStyle, anonymous, ignoreTags)
                    .anyMatch(Objects::nonNull)) {
                throw CommandException.wrongUse("options of S3 need a source like s3://BUCKET/PREFIX");
            }
            return Optional.empty();
        }
        Optional<KeyPairFile> pair = Optional.ofNullable(keypair).map(KeyPairFile::read);
        return Optional.of(new S3Request(Optional.ofNullable(endpointDomain), Optional.ofNullable(regionName),
                Optional.ofNullable(proxyUrl), Optional.ofNullable(insecureConnection),
                Optional.ofNullable(chunksize), Optional.ofNullable(ignoreEtag), Optional.ofNullable(profile),
                pair.map(KeyPairFile::accessKey), pair.map(KeyPairFile::secretKey),
                Optional.ofNullable(addressingStyle), Optional.ofNullable(anonymous),
                Optional.ofNullable(ignoreTags)));
    }

    /** {@code /BUCKET/PREFIX} as the orchestrator takes it. */
    static String bucketPath(String source) {
        String path = source.startsWith(SCHEME) ? '/' + source.substring(SCHEME.length()) : source;
        if (!path.startsWith("/")) {
            throw CommandException.wrongUse("source '" + source + "' must be /BUCKET/PREFIX or s3://BUCKET/PREFIX");
        }
        return Sources.encoded(path);
    }
}
