package io.irodsingest.dashboard.form;

import java.util.List;
import java.util.Optional;

/**
 * A form as it is shown. Immutable.
 *
 * @param wish random; a form that is sent twice has the same one, and makes one thing
 * @param problem why what was sent last is refused
 * @param leftOut what of the thing that this is made like is not in the form, in words
 * @param dryRun the id of the job that tried it; empty when none did
 */
public record Draft(FormValues values, String wish, Optional<String> problem, List<String> leftOut,
        Optional<String> dryRun) {
    public Draft {
        leftOut = List.copyOf(leftOut);
    }

    /** One that nobody has sent yet. */
    public static Draft of(FormValues values, String wish) {
        return new Draft(values, wish, Optional.empty(), List.of(), Optional.empty());
    }

    public Draft withProblem(String why) {
        return new Draft(values, wish, Optional.of(why), leftOut, dryRun);
    }

    public Draft withLeftOut(List<String> what) {
        return new Draft(values, wish, problem, what, dryRun);
    }

    public Draft triedBy(Optional<String> job) {
        return new Draft(values, wish, problem, leftOut, job);
    }
}
