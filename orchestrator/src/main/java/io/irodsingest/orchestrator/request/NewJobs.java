package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.task.JobCourse;
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
    private final BatchRequests batches = new BatchRequests(this);

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

        /** Of a job that follows the one for which these are. */
        Circumstances of(String followerId) {
            return of(followerId, grant, trace);
        }
    }

    /** @throws InvalidJobException with what is wrong in the request, in one line */
    public NewJob of(JobRequest request, Circumstances circumstances) {
        String id = circumstances.id();
        Optional<SubmittedHandler> handler = SubmittedHandler.of(request);
        ChainOf chain = ChainOf.request(request.chain(), id, followers(circumstances));
        JobSpec spec = JobRequests.toSpec(request, id, handler.map(sent -> sent.sealed(id, key)), key).in(chain.chain())
                .grantedTo(circumstances.grant());
        return new NewJob(id, circumstances.trace().map(spec::tracedBelow).orElse(spec),
                IngestCourse.of(IngestSpec.of(spec)), handler.map(SubmittedHandler::content),
                circumstances.plannedAt(), circumstances.runOf(), predecessors(spec), chain.handlers());
    }

    /** Makes the jobs that follow one. */
    ChainOf.Followers followers(Circumstances circumstances) {
        return new ChainOf.Followers() {
            @Override
            public NewJob of(JobRequest request, String id) {
                return later(request, circumstances.of(id));
            }

            @Override
            public NewJob of(BatchRequest request, String id) {
                return batches.withRows(request, circumstances.of(id));
            }

            @Override
            public NewJob of(QueryRequest request, String id) {
                return batches.withInput(request, circumstances.of(id));
            }
        };
    }

    /** For batches and slow queries. */
    public BatchRequests batches() {
        return batches;
    }

    /** The course of a job, by its kind of work. */
    public static JobCourse course(JobSpec spec) {
        return spec.work() instanceof BatchSpec batch ? BatchCourse.of(batch) : IngestCourse.of(IngestSpec.of(spec));
    }

    /** What a job waits for from its begin, by its kind of work: a batch, for its rows; an ingest by list, for its list. */
    public static List<Predecessor> predecessors(JobSpec spec) {
        return spec.work() instanceof BatchSpec || isListed(spec) ? List.of(Predecessor.RELEASE) : List.of();
    }

    private static boolean isListed(JobSpec spec) {
        return spec.work() instanceof IngestSpec ingest && ingest.from().listed();
    }

    /**
     * A job that is made later, without its user: nobody would be there to send it a list.
     *
     * @throws InvalidJobException with what is wrong in the request, in one line
     */
    public NewJob later(JobRequest request, Circumstances circumstances) {
        NewJob job = of(request, circumstances);
        if (isListed(job.spec())) {
            throw new InvalidJobException(
                    "from_list goes with a job that is started now: a schedule, or another job that"
                            + " ends, has no list to send; leave it out");
        }
        return job;
    }

    /**
     * Whether a request, or what follows its job, brings code that the workers would run: only who has the role admin may send that.
     */
    public static boolean isCode(JobRequest request) {
        return isCode(Stream.concat(Stream.of(request), ChainOf.jobs(request.chain())));
    }

    /** Whether one of the jobs that follow a batch or slow query brings such code. */
    public static boolean isCode(JobRequest.Chain chain) {
        return isCode(ChainOf.jobs(chain));
    }

    private static boolean isCode(Stream<JobRequest> requests) {
        return requests.anyMatch(one -> one.treatment().eventHandler()
                .filter(sent -> !Form.YAML.name().equalsIgnoreCase(sent.form())).isPresent());
    }
}
