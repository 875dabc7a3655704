package io.irodsingest.filedoor.door;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.filedoor.door.TakenFile.Outcome;
import io.irodsingest.filedoor.http.AwayException;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the results of batches that have ended. Several doors may do it for the same batch: the last one shows the same as the first. */
final class Results {
    private static final Logger LOG = LoggerFactory.getLogger(Results.class);
    /** Batches that are asked for in one go; the next ones come the next time. */
    private static final int MOST = 50;

    private final String door;
    private final BatchFolders done;
    private final Orchestrator orchestrator;
    private final Step.Listener steps;
    private final String id = UUID.randomUUID().toString();
    private List<String> next = List.of();
    private volatile int open;

    Results(String door, BatchFolders done, Orchestrator orchestrator, Step.Listener steps) {
        this.door = door;
        this.done = done;
        this.orchestrator = orchestrator;
        this.steps = steps;
    }

    /**
     * Looks whether some of the batches have ended whose results are not there.
     *
     * @throws IOException when those of one cannot be written; the others are there
     */
    void bring() throws AwayException, IOException, InterruptedException {
        if (next.isEmpty()) {
            next = done.pending();
            open = next.size();
        }
        List<String> now = next.subList(0, Math.min(MOST, next.size()));
        next = new ArrayList<>(next.subList(now.size(), next.size()));
        Optional<IOException> failed = Optional.empty();
        for (String batchId : now) {
            try {
                Optional<TakenFile> taken = done.find(batchId);
                if (taken.isPresent()) {
                    bring(taken.get());
                }
            } catch (IOException ofThisOne) {
                failed = Optional.of(ofThisOne);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    /** How many there were of them when all were counted last; for any thread. */
    int open() {
        return open;
    }

    private void bring(TakenFile taken) throws AwayException, IOException, InterruptedException {
        Optional<BatchView> batch = orchestrator.batch(taken.batch());
        if (batch.isPresent() && !batch.get().ended()) {
            return;
        }
        Path made = done.resultsInTheMaking(taken.batch(), id);
        if (batch.isEmpty() || !orchestrator.results(taken.batch(), made)) {
            LOG.warn("door {}: batch {} of {} was forgotten before its results were here", door, taken.batch(),
                    taken.file());
            done.close(taken.with(Outcome.FORGOTTEN));
            return;
        }
        steps.done(Step.RESULTS_FETCHED);
        done.showResults(taken.batch(), made);
        done.close(taken.with(outcome(batch.get())));
        LOG.info("door {}: batch {} of {} is {}; its results are here", door, taken.batch(), taken.file(),
                batch.get().status());
    }

    private static Outcome outcome(BatchView batch) {
        BatchView.Rows rows = batch.rows();
        return new Outcome(batch.status(), rows.succeeded(), rows.failed(), rows.aborted(), batch.about().error());
    }
}
