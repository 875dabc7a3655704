package io.irodsingest.orchestrator.scheduling;

/**
 * What came of planned times.
 *
 * @param started runs that were claimed
 * @param waiting runs that wait for the end of another one
 */
public record Tally(long started, long waiting, long skipped, long missed, long failed) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(started + other.started, waiting + other.waiting, skipped + other.skipped,
                missed + other.missed, failed + other.failed);
    }
}
