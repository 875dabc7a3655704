package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.http.AwayException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What a door does in each round for which it needs the orchestrator. */
record Work(Troubles troubles, Results results) {
    private static final String THE_ORCHESTRATOR = "the orchestrator";
    private static final String RESULTS = "results";

    /** Goes on with a file as far as it can. */
    @FunctionalInterface
    interface Turn<T> {
        /** @return whether the door has nothing more to do with it */
        boolean goOn(T file) throws AwayException, IOException, InterruptedException;
    }

    /** Goes on with all files, takes those out of the list with which it is done, and brings results. */
    <T extends InWork> void round(List<T> files, Turn<T> turn) throws InterruptedException {
        try {
            Optional<AwayException> refused = goOn(files, turn);
            bringResults();
            refused.ifPresentOrElse(this::waits, () -> troubles.over(THE_ORCHESTRATOR));
        } catch (AwayException away) {
            waits(away);
        }
    }

    /** @return what the orchestrator does not take now, if there is something */
    private <T extends InWork> Optional<AwayException> goOn(List<T> files, Turn<T> turn)
            throws AwayException, InterruptedException {
        Optional<AwayException> refused = Optional.empty();
        for (Iterator<T> each = files.iterator(); each.hasNext();) {
            T file = each.next();
            try {
                if (turn.goOn(file)) {
                    each.remove();
                }
                troubles.over(file.id());
            } catch (AwayException away) {
                if (!away.isAnswered()) {
                    throw away;
                }
                refused = Optional.of(away);
            } catch (InterruptedIOException ending) {
                throw Rounds.interrupted(ending);
            } catch (IOException failed) {
                troubles.note(file.id(), file.told() + " cannot be worked on: " + failed);
            }
        }
        return refused;
    }

    private void waits(AwayException away) {
        troubles.note(THE_ORCHESTRATOR, away.getMessage());
    }

    private void bringResults() throws AwayException, InterruptedException {
        try {
            results.bring();
            troubles.over(RESULTS);
        } catch (InterruptedIOException ending) {
            throw Rounds.interrupted(ending);
        } catch (IOException unusable) {
            troubles.note(RESULTS, "results cannot be kept: " + unusable);
        }
    }
}
