package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.worker.TaskContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes some things of one kind. What is gone already was deleted by whoever had the task before, and is a success; whether it
 * is gone is asked, because an answer that something is not there may be about something else, such as the trash. With an
 * event handler that wants to know, what exists is noted first, so that whoever gets the task again knows what it is to be
 * told of.
 */
final class DeletionRun {
    /** Several that move things to the trash at a time get in each other's way there. */
    private static final int MOST_TRIES = 6;
    private static final long PAUSE_MILLIS = 50;

    private final TaskContext context;
    private final Kind kind;
    private final List<Deletion> all = new ArrayList<>();
    private final boolean tells;

    /** What is deleted. */
    interface Kind {
        Hook before();

        Hook after();

        /** Which of these exist. */
        Set<String> existing(IrodsSession session, List<String> paths) throws UnavailableException, IrodsException;

        /** Why something that exists cannot go, as far as that can be told before. */
        Optional<String> objection(IrodsSession session, String path) throws UnavailableException, IrodsException;

        List<Reply> remove(IrodsSession session, List<String> paths) throws UnavailableException;

        /** Whether the answer says that something was not there, or was there already: perhaps another thing than this. */
        boolean isDoubtful(Reply reply);

        /** What can go together, in the order in which it has to. */
        List<List<Deletion>> groups(List<Deletion> all);
    }

    /** @param paths in an order that is the same for the same task */
    DeletionRun(TaskContext context, Kind kind, List<String> paths) {
        this.context = context;
        this.kind = kind;
        this.tells = context.policy().has(kind.before()) || context.policy().has(kind.after());
        for (String path : paths) {
            all.add(new Deletion(all.size(), TargetPath.below(IngestSpec.of(context.spec()), path)));
        }
    }

    /** Takes everything to its end; what came of it is told by the things themselves. */
    List<Deletion> run() throws InterruptedException {
        try {
            if (tells) {
                note();
            }
            for (List<Deletion> group : kind.groups(all)) {
                ConnectionLosses<Deletion> losses = new ConnectionLosses<>(
                        (deletion, reason) -> deletion.fail("cannot be deleted: " + reason));
                context.irods(session -> losses.run(session, () -> {
                    remove(session, losses, group);
                    return null;
                }));
            }
        } catch (IrodsException refused) {
            String error = new Reply(refused.status(), refused.getMessage()).describe();
            all.stream().filter(Deletion::isOpen).forEach(deletion -> deletion.fail(error));
        }
        return all;
    }

    private void note() throws IrodsException, InterruptedException {
        List<String> paths = all.stream().map(Deletion::path).toList();
        Set<String> existing = context.irods(session -> kind.existing(session, paths));
        Map<String, String> plan = new HashMap<>();
        all.stream().filter(deletion -> existing.contains(deletion.path()))
                .forEach(deletion -> plan.put(deletion.mark(), kind.before().name()));
        Marks marks = context.marks().begin(plan);
        for (Deletion deletion : all) {
            if (marks.done().contains(deletion.mark())) {
                deletion.gone();
                deletion.told();
            } else if (!existing.contains(deletion.path())) {
                deletion.gone();
                if (!marks.plan().containsKey(deletion.mark())) {
                    deletion.told();
                }
            }
        }
    }

    private void remove(IrodsSession session, ConnectionLosses<Deletion> losses, List<Deletion> group)
            throws UnavailableException, IrodsException, InterruptedException {
        if (tells) {
            for (Deletion deletion : group) {
                losses.during(List.of(deletion), () -> {
                    before(session, deletion);
                    return null;
                });
            }
        }
        List<Deletion> ready = group.stream().filter(deletion -> deletion.isOpen() && !deletion.isGone()).toList();
        for (List<Deletion> together : losses.groups(ready)) {
            losses.during(together, () -> {
                remove(session, together);
                return null;
            });
        }
        for (Deletion deletion : group) {
            if (tells && deletion.isOpen() && !deletion.isTold()) {
                losses.during(List.of(deletion), () -> {
                    after(session, deletion);
                    return null;
                });
            }
            if (deletion.isOpen()) {
                deletion.done();
            }
        }
    }

    private void remove(IrodsSession session, List<Deletion> together)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<Deletion, Reply> left = send(session, together);
        for (int tries = 1; !left.isEmpty() && tries < MOST_TRIES; tries++) {
            Thread.sleep(tries * PAUSE_MILLIS);
            left = send(session, List.copyOf(left.keySet()));
        }
        left.forEach((deletion, reply) -> deletion
                .fail("cannot be deleted: it is still there, though the server answers: " + reply.describe()));
    }

    /** Returns what is still there after an answer that could mean that it is not. */
    private Map<Deletion, Reply> send(IrodsSession session, List<Deletion> ready)
            throws UnavailableException, IrodsException {
        List<Reply> replies = kind.remove(session, ready.stream().map(Deletion::path).toList());
        Map<Deletion, Reply> doubtful = new LinkedHashMap<>();
        for (int i = 0; i < ready.size(); i++) {
            Reply reply = replies.get(i);
            if (reply.isOk()) {
                ready.get(i).gone();
            } else if (kind.isDoubtful(reply)) {
                doubtful.put(ready.get(i), reply);
            } else {
                ready.get(i).fail("cannot be deleted: " + reply.describe());
            }
        }
        if (!doubtful.isEmpty()) {
            Set<String> existing = kind.existing(session, doubtful.keySet().stream().map(Deletion::path).toList());
            doubtful.keySet().stream().filter(deletion -> !existing.contains(deletion.path())).forEach(Deletion::gone);
            doubtful.keySet().removeIf(Deletion::isGone);
        }
        return doubtful;
    }

    private void before(IrodsSession session, Deletion deletion)
            throws UnavailableException, IrodsException, InterruptedException {
        if (!deletion.isOpen() || deletion.isGone() || deletion.isAsked()) {
            return;
        }
        Optional<String> objection = kind.objection(session, deletion.path());
        if (objection.isPresent()) {
            deletion.fail("cannot be deleted: " + objection.get());
            return;
        }
        try {
            context.policy().call(kind.before(), TargetPath.subject(IngestSpec.of(context.spec()), deletion.path()),
                    session);
            deletion.asked();
        } catch (HookFailedException failed) {
            deletion.fail(failed.getMessage());
        } catch (HookSkippedException kept) {
            deletion.keep();
        }
    }

    private void after(IrodsSession session, Deletion deletion) throws UnavailableException, InterruptedException {
        try {
            context.policy().call(kind.after(), TargetPath.subject(IngestSpec.of(context.spec()), deletion.path()),
                    session);
        } catch (HookFailedException failed) {
            deletion.complain(failed.getMessage());
        } catch (HookSkippedException impossible) {
            throw new IllegalStateException("a post hook cannot skip", impossible);
        }
        deletion.told();
        context.marks().done(deletion.mark());
    }
}
