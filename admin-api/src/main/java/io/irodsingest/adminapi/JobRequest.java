package io.irodsingest.adminapi;

import java.util.List;
import java.util.Optional;

/**
 * A wish for a new job. What is empty is left to the orchestrator; in JSON it may be absent or null.
 *
 * @param source absolute path of a directory that the workers see. Bytes that are no text stand as {@code %XX}, and so may any
 *        other; a percent sign itself is {@code %25}. Null when the request does not have it, which is refused
 * @param target absolute logical path of a collection; null when the request does not have it, which is refused
 * @param id what the job is to be called for ever, so that the wish may be repeated: up to 100 letters, digits and . - _ of which the first is
 *        a letter or digit; made up when empty
 * @param jobName unique among the jobs that have not ended; a UUID when empty
 * @param operation like {@code REGISTER_SYNC}
 * @param deleteMode like {@code DO_NOT_DELETE}
 * @param resource the root of a resource tree
 * @param filesPerTask at least 1
 * @param ignoreCache treat every entry as one that was never synced
 * @param initialIngest take the target for empty; what exists there is an error of its entry
 * @param checksum have checksums of uploads computed and compared
 * @param mode {@code APPLY}, {@code DRY_RUN} or {@code CHECK}
 * @param interval seconds from one planned pass to the next; empty for a single pass
 * @param excludeFileType some of regular, directory, character, block, socket, pipe, link
 * @param excludeFileName regular expressions, matched from the start of the full source path
 * @param excludeDirectoryName the same, for directories
 * @param restartQueue the queue of the job's begin
 * @param pathQueue the queue of its scans
 * @param fileQueue the queue of the work on files
 * @param maxRetries how often an entry that failed is tried again
 * @param retryDelay seconds before each new try
 * @param timeout seconds that a task may take
 * @param maxDelete most data objects and collections that a pass may delete
 * @param allowEmptySource whether an empty source may empty the target
 * @param eventHandler what gives the job its behaviour
 * @param asUser {@code NAME#ZONE} of the user to act for
 * @param characterMap rules for the elements of logical paths, in order
 * @param profile a file on the workers' machines for begin and end of each task
 * @param irodsIdleDisconnectSeconds an idle connection to iRODS is closed after so long
 * @param maxParallelTasks most tasks that are handed out at a time
 * @param maxBytesPerSecond most bytes that are uploaded in a second, by all workers together
 * @param maxRequestsPerSecond most requests to iRODS in a second, by all workers together
 * @param compare {@code QUICK}, {@code CHECKSUM} or {@code NEVER}: how contents are compared of which nothing is remembered
 * @param undecodable {@code FAIL}, {@code UPLOAD} or {@code SKIP}: what becomes of what cannot be registered because its path is
 *        not valid UTF-8
 * @param s3 the source is {@code /BUCKET/PREFIX} in an S3 store
 */
public record JobRequest(String source, String target, Optional<String> id, Optional<String> jobName,
        Optional<String> operation,
        Optional<String> deleteMode, Optional<String> resource, Optional<Integer> filesPerTask,
        Optional<Boolean> ignoreCache, Optional<Boolean> initialIngest, Optional<Boolean> checksum,
        Optional<String> mode, Optional<Double> interval, Optional<List<String>> excludeFileType,
        Optional<List<String>> excludeFileName, Optional<List<String>> excludeDirectoryName,
        Optional<String> restartQueue, Optional<String> pathQueue, Optional<String> fileQueue,
        Optional<Integer> maxRetries, Optional<Double> retryDelay, Optional<Double> timeout, Optional<Long> maxDelete,
        Optional<Boolean> allowEmptySource, Optional<EventHandlerFile> eventHandler, Optional<String> asUser,
        Optional<List<CharacterReplacement>> characterMap, Optional<String> profile,
        Optional<Integer> irodsIdleDisconnectSeconds, Optional<Integer> maxParallelTasks,
        Optional<Long> maxBytesPerSecond, Optional<Integer> maxRequestsPerSecond, Optional<String> compare,
        Optional<String> undecodable, Optional<S3Request> s3) {

    /** Begins a wish with what every job needs. */
    public static Builder of(String source, String target) {
        return new Builder(source, target);
    }

    /**
     * An event handler as it travels.
     *
     * @param form {@code yaml} or {@code jar}
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

    /** Collects what is wanted; null is what is not. Not thread-safe. */
    public static final class Builder {
        private final String source;
        private final String target;
        private String id;
        private String jobName;
        private String operation;
        private String deleteMode;
        private String resource;
        private Integer filesPerTask;
        private Boolean ignoreCache;
        private Boolean initialIngest;
        private Boolean checksum;
        private String mode;
        private Double interval;
        private List<String> excludeFileType;
        private List<String> excludeFileName;
        private List<String> excludeDirectoryName;
        private String restartQueue;
        private String pathQueue;
        private String fileQueue;
        private Integer maxRetries;
        private Double retryDelay;
        private Double timeout;
        private Long maxDelete;
        private Boolean allowEmptySource;
        private EventHandlerFile eventHandler;
        private String asUser;
        private List<CharacterReplacement> characterMap;
        private String profile;
        private Integer irodsIdleDisconnectSeconds;
        private Integer maxParallelTasks;
        private Long maxBytesPerSecond;
        private Integer maxRequestsPerSecond;
        private String compare;
        private String undecodable;
        private S3Request s3;

        private Builder(String source, String target) {
            this.source = source;
            this.target = target;
        }

        public Builder id(String value) {
            id = value;
            return this;
        }

        public Builder jobName(String value) {
            jobName = value;
            return this;
        }

        public Builder operation(String value) {
            operation = value;
            return this;
        }

        public Builder deleteMode(String value) {
            deleteMode = value;
            return this;
        }

        public Builder resource(String value) {
            resource = value;
            return this;
        }

        public Builder filesPerTask(Integer value) {
            filesPerTask = value;
            return this;
        }

        public Builder ignoreCache(Boolean value) {
            ignoreCache = value;
            return this;
        }

        public Builder initialIngest(Boolean value) {
            initialIngest = value;
            return this;
        }

        public Builder checksum(Boolean value) {
            checksum = value;
            return this;
        }

        public Builder mode(String value) {
            mode = value;
            return this;
        }

        public Builder interval(Double value) {
            interval = value;
            return this;
        }

        public Builder excludeFileType(List<String> value) {
            excludeFileType = value;
            return this;
        }

        public Builder excludeFileName(List<String> value) {
            excludeFileName = value;
            return this;
        }

        public Builder excludeDirectoryName(List<String> value) {
            excludeDirectoryName = value;
            return this;
        }

        public Builder restartQueue(String value) {
            restartQueue = value;
            return this;
        }

        public Builder pathQueue(String value) {
            pathQueue = value;
            return this;
        }

        public Builder fileQueue(String value) {
            fileQueue = value;
            return this;
        }

        public Builder maxRetries(Integer value) {
            maxRetries = value;
            return this;
        }

        public Builder retryDelay(Double value) {
            retryDelay = value;
            return this;
        }

        public Builder timeout(Double value) {
            timeout = value;
            return this;
        }

        public Builder maxDelete(Long value) {
            maxDelete = value;
            return this;
        }

        public Builder allowEmptySource(Boolean value) {
            allowEmptySource = value;
            return this;
        }

        public Builder eventHandler(EventHandlerFile value) {
            eventHandler = value;
            return this;
        }

        public Builder asUser(String value) {
            asUser = value;
            return this;
        }

        public Builder characterMap(List<CharacterReplacement> value) {
            characterMap = value;
            return this;
        }

        public Builder profile(String value) {
            profile = value;
            return this;
        }

        public Builder irodsIdleDisconnectSeconds(Integer value) {
            irodsIdleDisconnectSeconds = value;
            return this;
        }

        public Builder maxParallelTasks(Integer value) {
            maxParallelTasks = value;
            return this;
        }

        public Builder maxBytesPerSecond(Long value) {
            maxBytesPerSecond = value;
            return this;
        }

        public Builder maxRequestsPerSecond(Integer value) {
            maxRequestsPerSecond = value;
            return this;
        }

        public Builder compare(String value) {
            compare = value;
            return this;
        }

        public Builder undecodable(String value) {
            undecodable = value;
            return this;
        }

        public Builder s3(S3Request value) {
            s3 = value;
            return this;
        }

        public JobRequest build() {
            return new JobRequest(source, target, Optional.ofNullable(id), Optional.ofNullable(jobName),
                    Optional.ofNullable(operation),
                    Optional.ofNullable(deleteMode), Optional.ofNullable(resource), Optional.ofNullable(filesPerTask),
                    Optional.ofNullable(ignoreCache), Optional.ofNullable(initialIngest), Optional.ofNullable(checksum),
                    Optional.ofNullable(mode), Optional.ofNullable(interval), Optional.ofNullable(excludeFileType),
                    Optional.ofNullable(excludeFileName), Optional.ofNullable(excludeDirectoryName),
                    Optional.ofNullable(restartQueue), Optional.ofNullable(pathQueue), Optional.ofNullable(fileQueue),
                    Optional.ofNullable(maxRetries), Optional.ofNullable(retryDelay), Optional.ofNullable(timeout),
                    Optional.ofNullable(maxDelete), Optional.ofNullable(allowEmptySource),
                    Optional.ofNullable(eventHandler), Optional.ofNullable(asUser), Optional.ofNullable(characterMap),
                    Optional.ofNullable(profile), Optional.ofNullable(irodsIdleDisconnectSeconds),
                    Optional.ofNullable(maxParallelTasks), Optional.ofNullable(maxBytesPerSecond),
                    Optional.ofNullable(maxRequestsPerSecond), Optional.ofNullable(compare),
                    Optional.ofNullable(undecodable), Optional.ofNullable(s3));
        }
    }
}
