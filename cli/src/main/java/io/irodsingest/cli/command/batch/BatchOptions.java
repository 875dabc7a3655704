package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.command.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a batch is to be worked on. */
final class BatchOptions {
    @Option(names = "--job-name", paramLabel = "NAME", description = "Unique among the jobs that have not ended. Default: a UUID")
    private String jobName;

    @Option(names = "--context", paramLabel = "JSON", description = "What the processor is told besides the rows")
    private String context;

    @Option(names = "--hold", description = "Wait for its release, and take more rows until then")
    private boolean hold;

    @Option(names = "--max-failed", paramLabel = "N|N%%", description = "Give up the rest when more rows than this have failed")
    private String maxFailed;

    @Option(names = "--output", paramLabel = "PLACE", description = "Where output files go: file:/DIRECTORY, s3://BUCKET/PREFIX or irods:/COLLECTION. Default: nowhere, batch files shows them")
    private String output;

    @Option(names = "--row-timeout", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "A row that takes longer fails. Default: 60")
    private Double rowTimeout;

    @Option(names = "--max-retries", paramLabel = "N", converter = Numbers.NotNegative.class, description = "How often a row is tried again that its processor puts back. Default: 0")
    private Integer maxRetries;

    @Option(names = "--retry-delay", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "The pause before each new try, if the processor does not say it. Default: 0")
    private Double retryDelay;

    @Option(names = "--user", paramLabel = "NAME#ZONE", description = "The user of iRODS to act for. Default: the workers' own")
    private String asUser;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "The queue of its tasks. Default: batch")
    private String queue;

    @Option(names = "--max-parallel-tasks", paramLabel = "N", converter = Numbers.Positive.class, description = "Most chunks of rows that are worked on at a time")
    private Integer parallelTasks;

    @Option(names = "--max-requests-per-second", paramLabel = "N", converter = Numbers.Positive.class, description = "Most requests to iRODS that all workers together send in a second")
    private Integer requestsPerSecond;

    @Option(names = "--at-front", description = "Do its tasks before all that wait of jobs without this option")
    private boolean atFront;

    @Option(names = "--start-within", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "End it as EXPIRED when no worker has begun it so many seconds after its start")
    private Double startWithin;

    @Option(names = "--deadline", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "Stop it when it has not ended after so many seconds")
    private Double deadline;

    @Option(names = "--keep-for", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "Remember it, and its results, for so many seconds after its end. Default: 7 days")
    private Double keepFor;

    @Option(names = "--after", paramLabel = "JOB", description = "Begin when this job has ended well, by name or id; it may be given several times")
    private List<String> after = List.of();

    @Option(names = "--after-any", paramLabel = "JOB", description = "Begin when this job has ended, however it did; it may be given several times")
    private List<String> afterAny = List.of();

    boolean isHeld() {
        return hold;
    }

    /** As the endpoint calls them, without what is not wanted. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job_name", jobName);
        fields.put("context", context);
        fields.put("hold", hold ? true : null);
        fields.put("max_failed", maxFailed);
        fields.put("output", output);
        fields.put("row_timeout", rowTimeout);
        fields.put("max_retries", maxRetries);
        fields.put("retry_delay", retryDelay);
        fields.put("as_user", asUser);
        fields.put("queue", queue);
        fields.put("max_parallel_tasks", parallelTasks);
        fields.put("max_requests_per_second", requestsPerSecond);
        fields.put("at_front", atFront ? true : null);
        fields.put("start_within", startWithin);
        fields.put("deadline", deadline);
        fields.put("keep_for", keepFor);
        fields.put("after", after.isEmpty() ? null : after);
        fields.put("after_any", afterAny.isEmpty() ? null : afterAny);
        fields.values().removeIf(value -> value == null);
        return fields;
    }
}
