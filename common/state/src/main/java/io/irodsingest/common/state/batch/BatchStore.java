package io.irodsingest.common.state.batch;

import io.irodsingest.common.job.JobState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows and results of batches. A batch is a job that waits for its release ({@link io.irodsingest.common.job.Predecessor#RELEASE}) while it
 * takes rows. Rows are staged chunk by chunk where nobody sees them, and become part of their batch in one step. Results are written by
 * commits, to the page {@link #RESULTS}. The paths of an ingest by list are taken like rows. All of it is kept as long as the job's record. Every method waits, visibly, while Redis is away.
 * Thread-safe.
 */
public interface BatchStore {
    /** The page of results: a field for each chunk, by {@link #resultField}. */
    String RESULTS = "results";
    /** The page of output files of slow queries, in parts; the kind of work names its fields. */
    String FILES = "files";

    /** The field of a chunk's results. */
    static String resultField(int segment, int chunk) {
        return segment + "." + chunk;
    }

    /** Keeps a chunk of rows for a while that are not part of the batch yet. The batch's job need not be there. */
    void stage(String jobId, String token, int chunk, byte[] rows) throws InterruptedException;

    /** Forgets what was staged, unless it is part of the batch. */
    void unstage(String jobId, String token) throws InterruptedException;

    /** What came of rows for a batch. */
    sealed interface Appended {
        /** @param content of the batch with the rows */
        record Done(BatchContent content) implements Appended {}

        /** The batch takes no rows any more. */
        record NotHeld(JobState state) implements Appended {}

        /** The first line of the rows is not behind the last one of the batch. */
        record LineTaken(long lastLine) implements Appended {}

        /** The batch has come in as many parts as it may. */
        record TooManySegments(int most) implements Appended {}

        /** Nothing is staged under the token any more: it took too long. */
        record Gone() implements Appended {}

        /** There is no such job. */
        record Unknown() implements Appended {}
    }

    /**
     * Makes staged rows the last ones of a batch, in one step. Without effect when that was done before, which is told like the first
     * time.
     *
     * @param onlyIfEmpty whether the rows are to be the first ones: then rows that are there already are told as if they were these
     */
    Appended append(String jobId, Segment rows, boolean onlyIfEmpty) throws InterruptedException;

    /** What is kept of a batch; {@link BatchContent#EMPTY} also when it is forgotten. */
    BatchContent content(String jobId) throws InterruptedException;

    /** The rows of a chunk; empty when there is none, or it is forgotten. */
    Optional<byte[]> rows(String jobId, Segment segment, int chunk) throws InterruptedException;

    /** The results of chunks, in one round trip; chunks without results are absent. */
    Map<String, byte[]> page(String jobId, String page, List<String> fields) throws InterruptedException;

    /**
     * Writes to a page what no commit has to go with: parts of files, which are the same whoever writes them. Without effect while no task of
     * the job may be committed.
     */
    void put(String jobId, String page, Map<String, byte[]> fields) throws InterruptedException;

    /**
     * Lays claim to bytes for rows that are to be staged, which all batches share.
     *
     * @param most how many all batches may take
     * @return how many are taken now by all of them; more than {@code most} when the claim was not granted
     */
    long reserve(String jobId, long bytes, long most) throws InterruptedException;

    /** Gives claimed bytes back. */
    void unreserve(String jobId, long bytes) throws InterruptedException;

    /** Enters a batch in the list of batches; again does no harm. */
    void enlist(BatchPlace place) throws InterruptedException;

    /** A page of the list, the newest first; batches that are forgotten may be among it for a while. */
    List<BatchPlace> list(BatchQuery query) throws InterruptedException;

    /**
     * A step of upkeep: takes some batches whose jobs are forgotten off the list, gives their bytes back, and corrects the claims of others
     * by what they take. Any number of processes may do it.
     */
    void keepUp() throws InterruptedException;
}
