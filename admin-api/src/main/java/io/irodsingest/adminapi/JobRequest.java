package io.irodsingest.adminapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * A wish for a new job. What is empty is left to the orchestrator; in JSON it may be absent or null. The groups are no objects in
 * JSON: the fields of all of them stand side by side. No group is null.
 *
 * @param id what the job is to be called for ever, so that the wish may be repeated: up to 100 letters, digits and . - _ of which the first is
 *        a letter or digit; made up when empty
 * @param jobName unique among the jobs that have not ended; a UUID when empty
 * @param interval seconds from one planned pass to the next; empty for a single pass
 */
public record JobRequest(Optional<String> id, Optional<String> jobName, Optional<Double> interval,
        @JsonUnwrapped From from, @JsonUnwrapped To to, @JsonUnwrapped Treatment treatment,
        @JsonUnwrapped Deletion deletion, @JsonUnwrapped Division division, @JsonUnwrapped Retries retries,
        @JsonUnwrapped Limits limits, @JsonUnwrapped Timing timing, @JsonUnwrapped Chain chain) {

    /** Begins a wish with what every job needs. */
    public static JobRequestBuilder of(String source, String target) {
        return new JobRequestBuilder(source, target);
    }

    /**
     * What is brought in.
     *
     * @param source absolute path of a directory that the workers see. Bytes that are no text stand as {@code %XX}, and so may any
     *        other; a percent sign itself is {@code %25}. Null when the request does not have it, which is refused
     * @param s3 the source is {@code /BUCKET/PREFIX} in an S3 store
     * @param fromList whether nothing is scanned: the job waits for a list of paths, which is sent to it next
     * @param excludeFileType some of regular, directory, character, block, socket, pipe, link
     * @param excludeFileName regular expressions, matched from the start of the full source path
     * @param excludeDirectoryName the same, for directories
     */
    public record From(String source, Optional<S3Request> s3, Optional<Boolean> fromList,
            Optional<List<String>> excludeFileType, Optional<List<String>> excludeFileName,
            Optional<List<String>> excludeDirectoryName) {}

    /**
     * Where it is brought to, and under which names.
     *
     * @param target absolute logical path of a collection; null when the request does not have it, which is refused
     * @param resource the root of a resource tree
     * @param asUser {@code NAME#ZONE} of the user to act for
     * @param characterMap rules for the elements of logical paths, in order
     */
    public record To(String target, Optional<String> resource, Optional<String> asUser,
            Optional<List<CharacterReplacement>> characterMap) {}

    /**
     * What is done with each entry.
     *
     * @param operation like {@code REGISTER_SYNC}
     * @param mode {@code APPLY}, {@code DRY_RUN} or {@code CHECK}
     * @param ignoreCache treat every entry as one that was never synced
     * @param initialIngest take the target for empty; what exists there is an error of its entry
     * @param checksum have checksums of uploads computed and compared
     * @param compare {@code QUICK}, {@code CHECKSUM} or {@code NEVER}: how contents are compared of which nothing is remembered
     * @param undecodable {@code FAIL}, {@code UPLOAD} or {@code SKIP}: what becomes of what cannot be registered because its path is
     *        not valid UTF-8
     * @param bundle {@code off}, {@code auto} or a number of files: whether small new files are uploaded together, in archives that
     *        the server unpacks
     * @param eventHandler what gives the job its behaviour
     */
    public record Treatment(Optional<String> operation, Optional<String> mode, Optional<Boolean> ignoreCache,
            Optional<Boolean> initialIngest, Optional<Boolean> checksum, Optional<String> compare,
            Optional<String> undecodable, Optional<String> bundle, Optional<EventHandlerFile> eventHandler) {}

    /**
     * What becomes of what the source no longer has.
     *
     * @param deleteMode like {@code DO_NOT_DELETE}
     * @param maxDelete most data objects and collections that a pass may delete
     * @param allowEmptySource whether an empty source may empty the target
     */
    public record Deletion(Optional<String> deleteMode, Optional<Long> maxDelete,
            Optional<Boolean> allowEmptySource) {}

    /**
     * How the work is divided among workers, and what is asked of them.
     *
     * @param filesPerTask at least 1
     * @param restartQueue the queue of the job's begin
     * @param pathQueue the queue of its scans
     * @param fileQueue the queue of the work on files
     * @param irodsIdleDisconnectSeconds an idle connection to iRODS is closed after so long
     * @param profile a file on the workers' machines for begin and end of each task
     */
    public record Division(Optional<Integer> filesPerTask, Optional<String> restartQueue, Optional<String> pathQueue,
            Optional<String> fileQueue, Optional<Integer> irodsIdleDisconnectSeconds, Optional<String> profile) {}

    /**
     * What happens when something fails.
     *
     * @param maxRetries how often an entry that failed is tried again
     * @param retryDelay seconds before each new try
     * @param timeout seconds that a task may take
     */
    public record Retries(Optional<Integer> maxRetries, Optional<Double> retryDelay, Optional<Double> timeout) {}

    /**
     * How much of the cluster the job may take.
     *
     * @param maxParallelTasks most tasks that are handed out at a time
     * @param maxBytesPerSecond most bytes that are uploaded in a second, by all workers together
     * @param maxRequestsPerSecond most requests to iRODS in a second, by all workers together
     */
    public record Limits(Optional<Integer> maxParallelTasks, Optional<Long> maxBytesPerSecond,
            Optional<Integer> maxRequestsPerSecond) {}

    /**
     * When the job's turn is, how long it may take, and how long it is remembered.
     *
     * @param atFront have its tasks taken before all that wait of jobs without this
     * @param startWithin seconds after which it ends as EXPIRED, if no worker has begun it by then
     * @param deadline seconds that the job, or a pass of a periodic one, may take; it is stopped then. The wait for its begin counts
     * @param keepFor seconds for which it is remembered after its end; empty for as long as all jobs are
     */
    public record Timing(Optional<Boolean> atFront, Optional<Double> startWithin, Optional<Double> deadline,
            Optional<Double> keepFor) {}

    /**
     * Which jobs it comes after, and what follows it.
     *
     * @param after names or ids of jobs: this one begins when they have ended well; with {@code afterAny} at most 100
     * @param afterAny names or ids of jobs: this one begins when they have ended, however they did
     * @param onSuccess what is begun when the job has ended COMPLETED
     * @param onFailure what is begun when the job has ended in any other way, unless it was stopped
     * @param always what is begun when the job has ended
     */
    public record Chain(Optional<List<String>> after, Optional<List<String>> afterAny,
            Optional<FollowUpRequest> onSuccess, Optional<FollowUpRequest> onFailure,
            Optional<FollowUpRequest> always) {}

    /**
     * An event handler as it travels.
     *
     * @param form {@code yaml}, {@code jar} or {@code python}
     * @param fileName for messages
     * @param content base64
     */
    public record EventHandlerFile(String form, String fileName, String content) {}

    /**
     * A rule of a character map.
     *
     * @param regex what is replaced
     * @param to one character
     */
    public record CharacterReplacement(String regex, String to) {}
}
