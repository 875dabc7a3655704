package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
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
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What a request says of jobs that its job comes after, and of what follows it.
 *
 * @param handlers contents of event handlers of jobs that follow, by {@link NewJob#followUpPath}
 */
record ChainOf(JobChain chain, Map<String, byte[]> handlers) {

    /**
     * @param id of the request's job
     * @param jobs makes of a request that follows, and the id of its job, a wish
     * @throws InvalidJobException with what is wrong, and in which follow-up
     */
    static ChainOf request(JobRequest.Chain request, String id, BiFunction<JobRequest, String, NewJob> jobs) {
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

    private static FollowUp followUp(FollowUpRequest asked, On on, String id,
            BiFunction<JobRequest, String, NewJob> jobs, Map<String, byte[]> handlers) {
        if (asked.start().isPresent() == asked.schedule().isPresent()) {
            throw new InvalidJobException("give either start, with a wish for a job, or the name of a schedule");
        }
        if (asked.schedule().isPresent()) {
            return new FollowUp.OfSchedule(asked.schedule().get());
        }
        JobRequest start = asked.start().orElseThrow();
        if (start.id().isPresent()) {
            throw new InvalidJobException("a job that follows another cannot have an id of its own");
        }
        NewJob next = jobs.apply(start, id);
        next.handler().ifPresent(content -> handlers.put(NewJob.followUpPath("", on), content));
        next.followUpHandlers()
                .forEach((path, content) -> handlers.put(NewJob.followUpPath("", on) + '.' + path, content));
        return new FollowUp.OfJob(next.spec());
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
        return of(request).values().stream().map(FollowUpRequest::start).flatMap(Optional::stream)
                .flatMap(next -> Stream.concat(Stream.of(next), jobs(next.chain())));
    }

    private static String field(On on) {
        return switch (on) {
            case SUCCESS -> "on_success";
            case FAILURE -> "on_failure";
            case ALWAYS -> "always";
        };
    }
}
