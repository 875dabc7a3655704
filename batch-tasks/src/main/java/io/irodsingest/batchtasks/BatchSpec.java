package io.irodsingest.batchtasks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.job.Work;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch or slow query is. Its rows are kept beside its job's record. Immutable.
 *
 * @param processor who works on the rows
 * @param query whether it is a slow query: it has one row, on line 0
 * @param context JSON for the processor; empty when nothing was submitted
 * @param file the name of the file that the rows came from, for people
 * @param maxFailed empty for any number
 * @param rowTimeout how long a row may take; empty for the usual time
 * @param output where output files go: {@code file:/DIRECTORY}, {@code s3://BUCKET/PREFIX} or {@code irods:/COLLECTION}; empty when they are
 *        only kept with the results
 */
public record BatchSpec(Processor processor, boolean query, Optional<String> context, Optional<String> file,
        Optional<FailureLimit> maxFailed, Optional<Duration> rowTimeout, Optional<String> output)
        implements
            Work {
    public static final String KIND = "batch";

    /**
     * The work of a job that is a batch or a slow query.
     *
     * @throws IllegalArgumentException when its work is of another kind
     */
    public static BatchSpec of(JobSpec job) {
        if (job.work() instanceof BatchSpec batch) {
            return batch;
        }
        throw new IllegalArgumentException(
                "job " + job.name() + " is no batch: its work is of kind " + job.work().kind());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Lane> lanes() {
        return List.of(query ? BatchLane.QUERY : BatchLane.BATCH);
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put(query ? "query" : "batch", processor.toString());
        file.ifPresent(name -> said.put("file", name));
        maxFailed.ifPresent(limit -> said.put("max_failed", limit.toString()));
        output.ifPresent(place -> said.put("output", place));
        return said;
    }

    /** What rows are about, is asked row by row; where files go, of the batch. */
    @Override
    public Optional<String> refusal(Limits limits) {
        try {
            return output.map(OutputPlace::parse).flatMap(place -> place instanceof OutputPlace.Collection collection
                    ? limits.target(collection.path())
                    : Optional.empty());
        } catch (InvalidJobException noPlace) {
            return Optional.of(noPlace.getMessage());
        }
    }

    /** Why a batch that has counted this is to be stopped; empty when it goes on. */
    public Optional<String> givenUp(Counts counts) {
        long failed = counts.of(Count.FAILED);
        return maxFailed
                .filter(limit -> limit.isExceeded(counts.of(BatchCount.ROWS), counts.of(BatchCount.SUCCEEDED), failed))
                .map(limit -> failed + " rows have failed, and max_failed is " + limit);
    }

    @Override
    @JsonIgnore
    public Labels labels() {
        return new Labels(query ? "query" : "batch", "APPLY");
    }
}
