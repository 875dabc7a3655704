package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Compare;
import io.irodsingest.common.job.Exclusions;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobOptions.CharacterReplacement;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Mode;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.job.S3Options;
import io.irodsingest.common.job.Undecodable;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.User;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What a request says beyond source, target and operation. */
final class JobOptionsOf {
    private static final double NANOS = 1e9;
    private static final double LONGEST_SECONDS = 1e9;
    private static final Map<String, EntryKind> KINDS = new TreeMap<>(Map.of("regular", EntryKind.REGULAR, "directory",
            EntryKind.DIRECTORY, "character", EntryKind.CHARACTER_DEVICE, "block", EntryKind.BLOCK_DEVICE, "socket",
            EntryKind.SOCKET, "pipe", EntryKind.FIFO, "link", EntryKind.LINK));

    private JobOptionsOf() {}

    /**
     * @param s3 where the bucket is, if the source is in one
     * @throws InvalidJobException with what is wrong
     */
    static JobOptions request(JobRequest request, Optional<HandlerFile> handler, Optional<S3Options> s3) {
        return new JobOptions(JobRequests.choice("mode", request.mode(), Mode.values()).orElse(Mode.APPLY),
                request.initialIngest().orElse(false), request.checksum().orElse(false),
                request.interval().map(seconds -> duration("interval", seconds)), exclusions(request), queues(request),
                retries(request), request.maxDelete().map(OptionalLong::of).orElse(OptionalLong.empty()),
                request.allowEmptySource().orElse(false), handler, request.asUser().map(JobOptionsOf::user),
                request.characterMap().orElse(List.of()).stream().map(JobOptionsOf::replacement).toList(),
                request.profile().filter(name -> !name.isBlank()).map(JobOptionsOf::profile),
                request.irodsIdleDisconnectSeconds().map(JobOptionsOf::idle), limits(request),
                s3,
                JobRequests.choice("compare", request.compare(), Compare.values()).orElse(Compare.QUICK),
                JobRequests.choice("undecodable", request.undecodable(), Undecodable.values())
                        .orElse(Undecodable.FAIL));
    }

    private static JobLimits limits(JobRequest request) {
        return new JobLimits(request.maxParallelTasks().map(OptionalInt::of).orElse(OptionalInt.empty()),
                request.maxBytesPerSecond().map(OptionalLong::of).orElse(OptionalLong.empty()),
                request.maxRequestsPerSecond().map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static Exclusions exclusions(JobRequest request) {
        return new Exclusions(request.excludeFileType().orElse(List.of()).stream().map(JobOptionsOf::kind)
                .collect(Collectors.toSet()), request.excludeFileName().orElse(List.of()),
                request.excludeDirectoryName().orElse(List.of()));
    }

    private static EntryKind kind(String name) {
        EntryKind kind = KINDS.get(name);
        if (kind == null) {
            throw new InvalidJobException("file type '" + name + "' is not known; choose from "
                    + String.join(", ", KINDS.keySet()));
        }
        return kind;
    }

    private static String profile(String name) {
        if (!JobOptions.isProfileName(name)) {
            throw new InvalidJobException(
                    "profile '" + name + "' must be a name of letters, digits and . _ -: workers write"
                            + " a file of that name in the directory of their IRODS_INGEST_PROFILE_DIR");
        }
        return name;
    }

    private static Map<Lane, String> queues(JobRequest request) {
        Map<Lane, String> queues = new HashMap<>();
        request.restartQueue().ifPresent(queue -> queues.put(IngestLane.BEGIN, queue));
        request.pathQueue().ifPresent(queue -> queues.put(IngestLane.PATH, queue));
        request.fileQueue().ifPresent(queue -> queues.put(IngestLane.FILE, queue));
        return queues;
    }

    private static RetryPolicy retries(JobRequest request) {
        return new RetryPolicy(request.maxRetries().orElse(RetryPolicy.DEFAULT.most()),
                request.retryDelay().map(seconds -> duration("retry_delay", seconds))
                        .orElse(RetryPolicy.DEFAULT.delay()),
                request.timeout().map(seconds -> duration("timeout", seconds)).orElse(RetryPolicy.DEFAULT.timeout()));
    }

    private static Duration duration(String field, double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new InvalidJobException(field + " must be a number of seconds from 0 to a thousand million");
        }
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    private static Duration idle(int seconds) {
        if (seconds < 1) {
            throw new InvalidJobException("irods_idle_disconnect_seconds must be at least 1, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static User user(String text) {
        String[] parts = text.split("#", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new InvalidJobException("user '" + text + "' is not written as NAME#ZONE");
        }
        return new User(parts[1], parts[0]);
    }

    private static CharacterReplacement replacement(JobRequest.CharacterReplacement rule) {
        try {
            CharacterRule checked = CharacterRule.matching(rule.regex(), rule.to());
            return new CharacterReplacement(checked.pattern().pattern(), checked.to());
        } catch (PatternSyntaxException wrong) {
            throw new InvalidJobException("'" + rule.regex() + "' is no regular expression: " + wrong.getDescription());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidJobException(wrong.getMessage());
        }
    }
}
