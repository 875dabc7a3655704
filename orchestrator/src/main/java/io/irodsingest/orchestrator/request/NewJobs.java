package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes of requests what is kept of jobs. It checks what a request says, not what whoever asks may do; for that see {@link #isCode} and
 * {@link io.irodsingest.common.job.Work#refusal}. Immutable.
 */
public final class NewJobs {
    private final Optional<ClusterKey> key;

    /** @param key seals what is secret; without one, requests with secrets are refused */
    public NewJobs(Optional<ClusterKey> key) {
        this.key = key;
    }

    /**
     * For whom and for what a job is made.
     *
     * @param id of the job
     * @param grant what whoever asks for it may have
     * @param trace that it belongs to; empty for one of its own
     * @param plannedAt for which time it is planned
     * @param runOf of what it is a run
     */
    public record Circumstances(String id, Grant grant, Optional<TraceParent> trace, Optional<Instant> plannedAt,
            Optional<RunOf> runOf) {

        /** Of a job that somebody wants now. */
        public static Circumstances of(String id, Grant grant, Optional<TraceParent> trace) {
            return new Circumstances(id, grant, trace, Optional.empty(), Optional.empty());
        }
    }

    /** @throws InvalidJobException with what is wrong in the request, in one line */
    public NewJob of(JobRequest request, Circumstances circumstances) {
        String id = circumstances.id();
        Optional<SubmittedHandler> handler = SubmittedHandler.of(request);
        ChainOf chain = ChainOf.request(request.chain(), id,
                (next, nextId) -> of(next, Circumstances.of(nextId, circumstances.grant(), circumstances.trace())));
        JobSpec spec = JobRequests.toSpec(request, id, handler.map(sent -> sent.sealed(id, key)), key).in(chain.chain())
                .grantedTo(circumstances.grant());
        return new NewJob(id, circumstances.trace().map(spec::tracedBelow).orElse(spec),
                IngestCourse.of(IngestSpec.of(spec)), handler.map(SubmittedHandler::content),
                circumstances.plannedAt(), circumstances.runOf(), List.of(), chain.handlers());
    }

    /**
     * Whether a request, or what follows its job, brings code that the workers would run: only who has the role admin may send that.
     */
    public static boolean isCode(JobRequest request) {
        return Stream.concat(Stream.of(request), ChainOf.jobs(request.chain()))
                .anyMatch(one -> one.treatment().eventHandler()
                        .filter(sent -> Form.JAR.name().equalsIgnoreCase(sent.form())).isPresent());
    }
}
