package io.irodsingest.ingest.entry;

import io.irodsingest.common.job.Count;
import java.util.Optional;

/** What was asked and wanted of iRODS for an entry, and so what may have changed there. Belongs to one thread. */
final class Dealings {
    private static final int MOST_QUESTIONS = 3;
    private static final int MOST_LOCKS = 5;

    /** Whether the server must be asked what exists. */
    private boolean unknown;
    private boolean takenForNew;
    /** What a request that was sent, perhaps without an answer, would make of the entry. */
    private Optional<Count> sent = Optional.empty();
    private int requests;
    private int questions;
    private int locks;

    /** @param newCollection nothing can be in it, so nobody needs to ask */
    Dealings(boolean newCollection) {
        this.unknown = !newCollection;
    }

    boolean isUnknown() {
        return unknown;
    }

    boolean wasTakenForNew() {
        return takenForNew;
    }

    /** Nothing of it is in the target, says the job: nobody asks, and what is there nevertheless is an error. */
    void takeForNew() {
        takenForNew = true;
        unknown = false;
    }

    /** Its existence has to be asked for; returns whether that was so too often to go on. */
    boolean askAgain() {
        unknown = true;
        return ++questions > MOST_QUESTIONS;
    }

    /** Something else has it open; returns whether that was so too often to go on. */
    boolean lockedAgain() {
        unknown = true;
        return ++locks > MOST_LOCKS;
    }

    /** The server has to be asked what exists, whatever was thought. */
    void doubted() {
        unknown = true;
    }

    /** After a connection was lost; what had no answer may have been done. */
    void answersMayBeLost() {
        unknown |= sent.isPresent();
    }

    /** A request is sent that would bring it in. */
    void sending(Count toBecome) {
        sent = Optional.of(toBecome);
        requests++;
    }

    /** It is in the target, by a request of this task or of one before. */
    void isThere(Count became) {
        sent = Optional.of(became);
    }

    Optional<Count> sent() {
        return sent;
    }

    /** Requests that would bring it in, each answered or not. */
    int requests() {
        return requests;
    }
}
