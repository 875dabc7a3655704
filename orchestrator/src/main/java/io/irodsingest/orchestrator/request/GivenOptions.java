package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.CharacterReplacement;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingesttasks.Bundling;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.ingesttasks.Undecodable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was asked for when a job was started, as far as it may be shown and asked for again.
 *
 * @param request with what differs from the presets, and without what is secret
 * @param leftOut what was asked for besides, in words
 */
public record GivenOptions(JobRequest request, List<String> leftOut) {
    private static final double MILLIS = 1000.0;

    public GivenOptions {
        leftOut = List.copyOf(leftOut);
    }

    /** Empty for a job that is no ingest. @param id of the job: a name that was made of it was not asked for */
    public static Optional<GivenOptions> of(String id, JobSpec job) {
        if (!(job.work() instanceof IngestSpec ingest)) {
            return Optional.empty();
        }
        JobRequestBuilder request = JobRequest.of(ingest.source().encoded(), ingest.target())
                .jobName(job.name().equals(JobRequests.nameOf(id)) ? null : job.name());
        work(request, ingest);
        options(request, job.options());
        request.after(someOf(job.chain().after())).afterAny(someOf(job.chain().afterAny()))
                .onSuccess(followUp(job, On.SUCCESS)).onFailure(followUp(job, On.FAILURE))
                .always(followUp(job, On.ALWAYS));
        return Optional.of(new GivenOptions(request.build(), leftOut(job, ingest)));
    }

    private static List<String> leftOut(JobSpec job, IngestSpec ingest) {
        List<String> leftOut = new ArrayList<>();
        if (ingest.from().s3().flatMap(S3Options::sealedKeyPair).isPresent()) {
            leftOut.add("the key pair of its S3 store");
        }
        if (ingest.from().listed()) {
            leftOut.add("the list of its paths, without which the whole source is brought in");
        }
        ingest.handler().ifPresent(handler -> leftOut.add("its event handler " + handler.fileName()));
        job.chain().followUps().forEach((on, followUp) -> {
            if (followUp instanceof FollowUp.OfJob) {
                leftOut.add("the job that follows it on " + on.name().toLowerCase(Locale.ROOT));
            }
        });
        return leftOut;
    }

    private static void work(JobRequestBuilder request, IngestSpec ingest) {
        SyncOptions sync = ingest.sync();
        Exclusions exclusions = ingest.from().exclusions();
        request.operation(sync.operation().name())
                .mode(unlessPreset(sync.mode(), Mode.APPLY))
                .filesPerTask(sync.filesPerTask() == SyncOptions.DEFAULT_FILES_PER_TASK ? null : sync.filesPerTask())
                .ignoreCache(ifSo(sync.ignoreCache())).initialIngest(ifSo(sync.initialIngest()))
                .checksum(ifSo(sync.checksum())).compare(unlessPreset(sync.compare(), Compare.QUICK))
                .undecodable(unlessPreset(sync.undecodable(), Undecodable.FAIL))
                .bundle(sync.bundle().map(Bundling::text).orElse(null))
                .deleteMode(unlessPreset(ingest.deleteMode(), DeleteMode.DO_NOT_DELETE))
                .allowEmptySource(ifSo(ingest.deletion().allowEmptySource()))
                .maxDelete(ingest.deletion().maxDelete().isPresent()
                        ? (Long) ingest.deletion().maxDelete().getAsLong()
                        : null)
                .resource(ingest.resource().orElse(null))
                .characterMap(someOf(ingest.characterMap().stream()
                        .map(rule -> new CharacterReplacement(rule.regex(), rule.to())).toList()))
                .excludeFileName(someOf(exclusions.fileNames()))
                .excludeDirectoryName(someOf(exclusions.directoryNames()))
                .excludeFileType(someOf(IngestSpecOf.names(exclusions.kinds())))
                .s3(ingest.from().s3().map(GivenOptions::s3).orElse(null));
    }

    private static S3Request s3(S3Options s3) {
        return new S3Request(Optional.of(s3.endpointDomain()), Optional.of(s3.regionName()), s3.proxyUrl(),
                Optional.of(true).filter(yes -> s3.insecureConnection()),
                Optional.of(s3.multipartChunksizeInMib()).filter(size -> size != S3Options.DEFAULT_CHUNK),
                Optional.of(true).filter(yes -> s3.ignoreEtag()), s3.profile(), Optional.empty(), Optional.empty(),
                s3.addressingStyle().map(style -> style.name().toLowerCase(Locale.ROOT)),
                Optional.of(true).filter(yes -> s3.anonymous()), Optional.of(true).filter(yes -> s3.ignoreTags()));
    }

    private static void options(JobRequestBuilder request, JobOptions options) {
        RetryPolicy retries = options.retries();
        request.interval(seconds(options.interval()))
                .restartQueue(options.queues().get(IngestLane.BEGIN)).pathQueue(options.queues().get(IngestLane.PATH))
                .fileQueue(options.queues().get(IngestLane.FILE))
                .maxRetries(retries.most() == RetryPolicy.DEFAULT.most() ? null : retries.most())
                .retryDelay(retries.delay().isZero() ? null : seconds(retries.delay()))
                .timeout(retries.timeout().equals(RetryPolicy.DEFAULT.timeout()) ? null : seconds(retries.timeout()))
                .maxParallelTasks(options.limits().parallelTasks().isPresent()
                        ? (Integer) options.limits().parallelTasks().getAsInt()
                        : null)
                .maxBytesPerSecond(options.limits().bytesPerSecond().isPresent()
                        ? (Long) options.limits().bytesPerSecond().getAsLong()
                        : null)
                .maxRequestsPerSecond(options.limits().requestsPerSecond().isPresent()
                        ? (Integer) options.limits().requestsPerSecond().getAsInt()
                        : null)
                .profile(options.profile().orElse(null))
                .asUser(options.asUser().map(user -> user.name() + '#' + user.zone()).orElse(null))
                .irodsIdleDisconnectSeconds(options.idleDisconnect().map(time -> (int) time.toSeconds()).orElse(null))
                .atFront(ifSo(options.timing().atFront())).startWithin(seconds(options.timing().startWithin()))
                .deadline(seconds(options.timing().deadline())).keepFor(seconds(options.timing().keepFor()));
    }

    private static FollowUpRequest followUp(JobSpec job, On on) {
        return job.chain().followUps().get(on) instanceof FollowUp.OfSchedule next
                ? new FollowUpRequest(Optional.empty(), Optional.of(next.name()))
                : null;
    }

    private static String unlessPreset(Enum<?> chosen, Enum<?> preset) {
        return chosen == preset ? null : chosen.name();
    }

    private static Boolean ifSo(boolean chosen) {
        return chosen ? Boolean.TRUE : null;
    }

    private static <T> List<T> someOf(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static Double seconds(Optional<Duration> time) {
        return time.map(GivenOptions::seconds).orElse(null);
    }

    private static Double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
