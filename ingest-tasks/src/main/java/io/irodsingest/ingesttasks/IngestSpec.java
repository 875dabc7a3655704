package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.CharacterReplacement;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The work of a job that brings entries in. Immutable.
 *
 * @param from where entries come from
 * @param to where they go
 * @param sync how they are brought in
 * @param deletion what becomes of what the source no longer has
 * @param handler the job's event handler; its content is kept beside the job's record
 */
public record IngestSpec(IngestSource from, IngestTarget to, SyncOptions sync, DeleteOptions deletion,
        Optional<HandlerFile> handler) implements EntryWork {
    public static final String KIND = "ingest";

    /** @throws InvalidJobException when the parts do not go together */
    public IngestSpec {
        if (handler.isEmpty()) {
            // an event handler may say otherwise to each of them; what it says is checked when the job begins
            IngestRules.check(sync.operation(), deletion.deleteMode(), to.resource());
        }
        if (from.listed()) {
            IngestRules.checkListed(deletion.deleteMode());
        }
    }

    /** Of a directory, with nothing that is not usual, and no deletions. */
    public static IngestSpec of(RawPath source, String target, Operation operation) {
        return new IngestSpec(IngestSource.directory(source), IngestTarget.collection(target),
                SyncOptions.of(operation), DeleteOptions.NONE, Optional.empty());
    }

    /**
     * The work of a job that is an ingest.
     *
     * @throws IllegalArgumentException when its work is of another kind
     */
    public static IngestSpec of(JobSpec job) {
        if (job.work() instanceof IngestSpec ingest) {
            return ingest;
        }
        throw new IllegalArgumentException(
                "job " + job.name() + " is no ingest: its work is of kind " + job.work().kind());
    }

    /** The same from elsewhere. */
    public IngestSpec with(IngestSource other) {
        return new IngestSpec(other, to, sync, deletion, handler);
    }

    /** The same to elsewhere. */
    public IngestSpec with(IngestTarget other) {
        return new IngestSpec(from, other, sync, deletion, handler);
    }

    /** The same, brought in another way. */
    public IngestSpec with(SyncOptions other) {
        return new IngestSpec(from, to, other, deletion, handler);
    }

    /** The same with other deletions. */
    public IngestSpec with(DeleteOptions other) {
        return new IngestSpec(from, to, sync, other, handler);
    }

    /** The same with an event handler. */
    public IngestSpec with(HandlerFile other) {
        return new IngestSpec(from, to, sync, deletion, Optional.of(other));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RawPath source() {
        return from.source();
    }

    /** Whether the source is in a bucket. */
    public boolean inBucket() {
        return from.s3().isPresent();
    }

    @Override
    public Optional<String> store() {
        return from.s3().map(S3Options::endpointDomain);
    }

    @Override
    public String target() {
        return to.target();
    }

    @Override
    public Operation operation() {
        return sync.operation();
    }

    public Mode mode() {
        return sync.mode();
    }

    @Override
    public DeleteMode deleteMode() {
        return deletion.deleteMode();
    }

    @Override
    public Optional<String> resource() {
        return to.resource();
    }

    @Override
    public List<CharacterReplacement> characterMap() {
        return to.characterMap();
    }

    @Override
    public Map<String, Object> optionsOfTool() {
        return ToolOptions.of(this);
    }

    @Override
    public Optional<RawPath> whole() {
        return Optional.of(source());
    }

    /** What the S3 key pair of a job of this work is sealed for; only for an S3 source. */
    public String keyPairPurpose(String job) {
        S3Options s3 = from.s3().orElseThrow();
        return S3Options.keyPairPurpose(job, source(), target(),
                S3Options.store(s3.endpointDomain(), s3.insecureConnection(), s3.proxyUrl()));
    }

    /** An event handler may wish for deletions, and a check finds what is left over. */
    @Override
    public List<Lane> lanes() {
        return deleteMode() == DeleteMode.DO_NOT_DELETE && handler.isEmpty() && mode() != Mode.CHECK
                ? IngestLane.OF_SOURCE
                : IngestLane.ALL;
    }

    @Override
    public String queue(Lane lane) {
        return inBucket() ? IngestLane.s3Queue(lane) : lane.name();
    }

    /** The zone of the target. */
    public String zone() {
        int end = target().indexOf('/', 1);
        return end < 0 ? target().substring(1) : target().substring(1, end);
    }

    @Override
    public Labels labels() {
        return new Labels(operation().name(), mode().name());
    }

    @Override
    public Optional<String> refusal(Limits limits) {
        return (inBucket() ? limits.bucket(source()) : limits.directory(source())).or(() -> limits.target(target()))
                .or(() -> limits.resource(resource()));
    }

    @Override
    public IngestSpec comparable() {
        return new IngestSpec(from.withoutSeal(), to, sync, deletion, handler.map(HandlerFile::withoutSeal));
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("source", source().encoded());
        if (from.listed()) {
            said.put("from_list", "true");
        }
        said.put("target", target());
        said.put("operation", operation().name());
        if (deleteMode() != DeleteMode.DO_NOT_DELETE) {
            said.put("delete_mode", deleteMode().name());
        }
        if (mode() != Mode.APPLY) {
            said.put("mode", mode().name());
        }
        resource().ifPresent(root -> said.put("resource", root));
        sync.bundle().ifPresent(bundle -> said.put("bundle", bundle.text()));
        handler.ifPresent(file -> said.put("event_handler",
                file.fileName() + " (" + file.form() + ", SHA-256 " + file.digest() + ')'));
        from.s3().ifPresent(s3 -> said.put("s3", s3.describe()));
        return said;
    }
}
