package io.irodsingest.cli.command;

import io.irodsingest.cli.Sources;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.S3Request;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Where a job takes from and brings to. */
final class Places {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A directory that the workers see; a file: URI for a name that is not text; s3://BUCKET/PREFIX for a bucket")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "A collection, like /tempZone/home/rods/data")
    private String target;

    JobRequestBuilder request(BucketOptions bucket) {
        Optional<S3Request> s3 = bucket.request(source);
        return s3.isPresent()
                ? JobRequest.of(BucketOptions.bucketPath(source), target).s3(s3.get())
                : JobRequest.of(Sources.absolute(source), target);
    }
}
