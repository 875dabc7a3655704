package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.state.NewJob;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a request says of jobs that its job comes after, and of what follows it.
 *
 * @param handlers contents of event handlers of jobs that follow, by {@link NewJob#followUpPath}
 */
record ChainOf(JobChain chain, Map<String, byte[]> handlers) {

    /** Makes of a request that follows, and the id of its job, a wish. */
    interface Followers {
        NewJob of(JobRequest request, String id);

        NewJob of(BatchRequest request, String id);

        NewJob of(QueryRequest request, String id);
    }

    /**
     * @param id of the request's job
     * @throws InvalidJobException with what is wrong, and in which follow-up
     */
    static ChainOf request(JobRequest.Chain request, String id, Followers jobs) {
        Map<On, FollowUp> followUps = new EnumMap<>(On.class);
        Map<String, byte[]> handlers = new HashMap<>();
        of(request).forEach((on, asked) -> {
            try {
                followUps.put(on, followUp(asked, on, NewJob.followUpId(id, on), jobs, handlers));
            } catch (InvalidJobException wrong) {
                throw new InvalidJobException(field(on) + ": " + wrong.getMessage());
            }
        });
        return new ChainOf(new JobChain(request.after().orElse(List.of()), request.afterAny().orElse(List.of()),
                followUps), handlers);
    }

    private static FollowUp followUp(FollowUpRequest asked, On on, String id, Followers jobs,
            Map<String, byte[]> handlers) {
        Optional<NewJob> next = next(asked, id, jobs);
        if (next.isEmpty()) {
            return new FollowUp.OfSchedule(asked.schedule().orElseThrow());
        }
        NewJob job = next.get();
        job.handler().ifPresent(content -> handlers.put(NewJob.followUpPath("", on), content));
        job.followUpHandlers()
                .forEach((path, content) -> handlers.put(NewJob.followUpPath("", on) + '.' + path, content));
        return new FollowUp.OfJob(job.spec());
    }

    /** @return empty for a schedule */
    private static Optional<NewJob> next(FollowUpRequest asked, String id, Followers jobs) {
        List<Optional<?>> all = List.of(asked.start(), asked.schedule(), asked.batch(), asked.query());
        if (all.stream().filter(Optional::isPresent).count() != 1) {
            throw new InvalidJobException(
                    "give either start, batch or query, with a wish for one, or the name of a schedule");
        }
        if (Stream.of(asked.start().flatMap(JobRequest::id), asked.batch().flatMap(BatchRequest::id),
                asked.query().flatMap(QueryRequest::id)).anyMatch(Optional::isPresent)) {
            throw new InvalidJobException("a job that follows another cannot have an id of its own");
        }
        return asked.start().map(start -> jobs.of(start, id)).or(() -> asked.batch().map(batch -> jobs.of(batch, id)))
                .or(() -> asked.query().map(query -> jobs.of(query, id)));
    }

    /** The follow-ups of a request, those of follow-ups not among them. */
    private static Map<On, FollowUpRequest> of(JobRequest.Chain request) {
        Map<On, FollowUpRequest> all = new EnumMap<>(On.class);
        request.onSuccess().ifPresent(one -> all.put(On.SUCCESS, one));
        request.onFailure().ifPresent(one -> all.put(On.FAILURE, one));
        request.always().ifPresent(one -> all.put(On.ALWAYS, one));
        return all;
    }

    /** The requests of jobs that follow, and of those that follow them. */
    static Stream<JobRequest> jobs(JobRequest.Chain request) {
        return of(request).values().stream().flatMap(next -> Stream.of(
                next.start().stream().flatMap(job -> Stream.concat(Stream.of(job), jobs(job.chain()))),
                next.batch().stream().flatMap(batch -> jobs(batch.chain())),
                next.query().stream().flatMap(query -> jobs(query.chain()))).flatMap(Function.identity()));
    }

    private static String field(On on) {
        return switch (on) {
            case SUCCESS -> "on_success";
            case FAILURE -> "on_failure";
            case ALWAYS -> "always";
        };
    }
}
