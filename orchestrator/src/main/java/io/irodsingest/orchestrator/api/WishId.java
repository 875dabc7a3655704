package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a wish for a job is known when it is sent again: the id that its sender chose for the job, or one that is made of the
 * Idempotency-Key of this caller, or, when there is neither, a new one, with which each wish is another.
 *
 * @param id of the job
 * @param chosen whether the sender chose it
 */
record WishId(String id, boolean chosen) {
    static final String IDEMPOTENCY_KEY = Call.WISH;
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    /** @throws InvalidJobException when the id that was chosen cannot be one. @throws Refusal for a key that is none */
    static WishId of(Call call, JobRequest request) {
        return of(call, request.id());
    }

    /** @param chosenId by the sender */
    static WishId of(Call call, Optional<String> chosenId) {
        Optional<WishId> ofKey = ofKey(call);
        return chosenId.map(WishId::chosen).or(() -> ofKey).orElseGet(() -> new WishId(JobStore.newId(), false));
    }

    /** Of a wish that nobody can choose an id for: empty without a key, when each wish is another. @throws Refusal for a key that is none */
    static Optional<WishId> ofKey(Call call) {
        List<String> keys = call.headers(IDEMPOTENCY_KEY);
        if (keys.size() > 1 || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            throw Refusal
                    .badRequest("the " + IDEMPOTENCY_KEY + " header must be one text of 1 to 200 visible characters");
        }
        return keys.stream().findFirst()
                .map(key -> new WishId(JobStore.idOf(call.caller().name() + '\n' + key), false));
    }

    private static WishId chosen(String id) {
        if (!NewJob.isId(id)) {
            throw new InvalidJobException(
                    "id '" + id + "' cannot be that of a job: it must be 1 to 100 letters, digits and . - _"
                            + " of which the first is a letter or digit");
        }
        return new WishId(id, true);
    }

    /** What to answer when the job of this id was another wish. */
    Refusal usedFor(Job job) {
        return usedFor("job '" + job.spec().name() + '\'');
    }

    /** What to answer when this id was used for another wish. @param other what came of that, with its name */
    Refusal usedFor(String other) {
        return chosen
                ? Refusal.conflict("Id used", "the id '" + id + "' was used for another wish, " + other
                        + "; choose a new one for each wish")
                : Refusal.conflict(IDEMPOTENCY_KEY + " used", "the " + IDEMPOTENCY_KEY
                        + " was used for another wish, " + other + "; take a new one for each wish");
    }
}
