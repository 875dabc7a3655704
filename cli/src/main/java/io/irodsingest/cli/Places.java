package io.irodsingest.cli;

import io.irodsingest.adminapi.JobRequest;
import picocli.CommandLine.Parameters;

/** Where a job takes from and brings to. */
final class Places {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A directory that the workers see; a file: URI for a name that is not text")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "A collection, like /tempZone/home/rods/data")
    private String target;

    JobRequest.Builder request() {
        return JobRequest.of(Sources.absolute(source), target);
    }
}
