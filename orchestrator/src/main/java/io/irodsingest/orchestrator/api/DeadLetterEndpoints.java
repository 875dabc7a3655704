package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.adminapi.DeadLetterList;
import io.irodsingest.adminapi.DeadLetterView;
import io.irodsingest.adminapi.DeadLettersDone;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.DeadLetters;
import io.irodsingest.common.state.DeadLetters.DeadLetter;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.orchestrator.access.Caller;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Refusal;
import java.util.List;
import java.util.Optional;

/** What can be asked about dead letters, and done with them. */
public final class DeadLetterEndpoints {
    private static final String LETTERS = AdminServer.API + "/dead-letters";
    private static final String LETTER = LETTERS + "/{letter}";
    private static final int AT_A_TIME = 100;

    private final DeadLetters letters;
    private final Broker broker;
    private final JobStore jobs;
    private final BoundedCalls bounded;

    public DeadLetterEndpoints(DeadLetters letters, Broker broker, JobStore jobs, BoundedCalls bounded) {
        this.jobs = jobs;
        this.letters = letters;
        this.broker = broker;
        this.bounded = bounded;
    }

    public List<Endpoint> all() {
        return List.of(
                Endpoint.get(LETTERS, "listDeadLetters",
                        "The messages that nobody could read, or that the broker has given"
                                + " up on, oldest first")
                        .paged().answers(DeadLetterList.class, call -> list(call.offset(), call.limit())),
                Endpoint.get(LETTER, "showDeadLetter", "A dead letter, by id")
                        .answers(DeadLetterView.class, call -> view(find(call))),
                Endpoint.post(LETTER + "/requeue", "requeueDeadLetter", "Sends a dead letter back to its queue")
                        .answers(DeadLettersDone.class, call -> each(call, Optional.of(find(call)), this::sendBack)),
                Endpoint.delete(LETTER, "dropDeadLetter", "Forgets a dead letter")
                        .answers(DeadLettersDone.class, call -> each(call, Optional.of(find(call)), this::drop)),
                Endpoint.post(LETTERS + "/requeue", "requeueDeadLetters",
                        "Sends all dead letters back to their queues that"
                                + " came from one")
                        .answers(DeadLettersDone.class,
                                call -> each(call, Optional.empty(), this::sendBack)),
                Endpoint.delete(LETTERS, "dropDeadLetters", "Forgets all dead letters")
                        .answers(DeadLettersDone.class, call -> each(call, Optional.empty(), this::drop)));
    }

    /** Something that is done with a letter; what it returns says why it could not be done, and is empty when it was. */
    @FunctionalInterface
    private interface Deed {
        Optional<String> with(DeadLetter letter) throws InterruptedException;
    }

    DeadLetterList list(int offset, int limit) throws InterruptedException {
        List<DeadLetter> found = bounded.call(() -> letters.list(offset, limit));
        return new DeadLetterList(offset, limit, bounded.call(letters::count),
                found.stream().map(DeadLetterEndpoints::view).toList());
    }

    private DeadLetter find(Call call) throws InterruptedException {
        String id = call.path("letter");
        return bounded.call(() -> letters.find(id)).orElseThrow(() -> Refusal.unknown("dead letter", id));
    }

    /** @param one empty for all that are there now */
    private DeadLettersDone each(Call call, Optional<DeadLetter> one, Deed deed) throws InterruptedException {
        if (one.isPresent() && bounded.call(() -> isForeign(one.get(), call.caller()))) {
            throw Refusal.forbidden("dead letter " + one.get().id() + " belongs to no job that token '"
                    + call.caller().name() + "' may have");
        }
        long done = one.isPresent()
                ? ofOne(one.get(), deed)
                : ofAll(letter -> isForeign(letter, call.caller())
                        ? Optional.of("is not the caller's")
                        : deed.with(letter));
        long left = bounded.call(letters::count);
        call.about(done + " dead letters" + one.map(letter -> ", " + letter.id() + ": " + letter.reason()).orElse(""));
        return new DeadLettersDone(done, left);
    }

    /** Whether a caller with limits may not have the job of a message; one that cannot be read is nobody's. */
    private boolean isForeign(DeadLetter letter, Caller caller) throws InterruptedException {
        if (caller.limits().isNone()) {
            return false;
        }
        Optional<byte[]> body = letters.body(letter.id());
        if (body.isEmpty()) {
            return true;
        }
        try {
            Optional<Job> job = jobs.byId(TaskCodec.decode(body.get()).jobId());
            return job.isEmpty() || caller.limits().refusal(job.get().spec()).isPresent();
        } catch (UnreadableTaskException unreadable) {
            return true;
        }
    }

    private long ofOne(DeadLetter letter, Deed deed) throws InterruptedException {
        Optional<String> problem = bounded.call(() -> deed.with(letter));
        if (problem.isPresent()) {
            throw Refusal.conflict("Cannot be done", "dead letter " + letter.id() + ' ' + problem.get());
        }
        return 1;
    }

    private long ofAll(Deed deed) throws InterruptedException {
        long most = bounded.call(letters::count);
        long done = 0;
        int skipped = 0;
        while (done + skipped < most) {
            int from = skipped;
            List<DeadLetter> some = bounded.call(() -> letters.list(from, AT_A_TIME));
            if (some.isEmpty()) {
                break;
            }
            for (DeadLetter letter : some) {
                if (bounded.call(() -> deed.with(letter)).isEmpty()) {
                    done++;
                } else {
                    skipped++;
                }
            }
        }
        return done;
    }

    /** Were this process to die between the two, the message would be there twice, which harms no task. */
    private Optional<String> sendBack(DeadLetter letter) throws InterruptedException {
        if (letter.queue().isEmpty()) {
            return Optional.of("came from a queue that nobody knows; drop it");
        }
        if (letter.size() > Broker.LARGEST_BODY) {
            return Optional.of("is too large to be sent again; drop it");
        }
        Optional<byte[]> body = letters.body(letter.id());
        if (body.isEmpty()) {
            return Optional.of("is gone: somebody else has dealt with it");
        }
        broker.publish(List.of(new OutgoingMessage(letter.queue().get(), letter.messageId().orElse(letter.id()),
                body.get(), letter.type(), Optional.empty())));
        letters.drop(letter.id());
        return Optional.empty();
    }

    private Optional<String> drop(DeadLetter letter) throws InterruptedException {
        letters.drop(letter.id());
        return Optional.empty();
    }

    private static DeadLetterView view(DeadLetter letter) {
        return new DeadLetterView(letter.id(), letter.queue(), letter.reason(), letter.at(), letter.type(),
                letter.messageId(), letter.size(), letter.beginning());
    }
}
