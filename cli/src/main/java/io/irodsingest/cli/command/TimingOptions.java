package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequestBuilder;
import picocli.CommandLine.Option;

/** When a job's turn is, how long it may take, and how long it is remembered. */
final class TimingOptions {
    @Option(names = "--at-front", description = "Do its tasks before all that wait of jobs without this option")
    private boolean atFront;

    @Option(names = "--start-within", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "End it as EXPIRED when no worker has begun it so many seconds after its start")
    private Double startWithin;

    @Option(names = "--deadline", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "Stop it, or a pass of a periodic job, when it has not ended after so many seconds")
    private Double deadline;

    @Option(names = "--keep-for", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "Remember it, and what failed, for so many seconds after its end. Default: 7 days")
    private Double keepFor;

    void into(JobRequestBuilder request) {
        request.atFront(atFront ? true : null).startWithin(startWithin).deadline(deadline).keepFor(keepFor);
    }
}
