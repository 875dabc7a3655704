package io.irodsingest.workerdelete;

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
final class Removal {
    /** Several that move things to the trash at a time get in each other's way there. */
    private static final int MOST_TRIES = 6;
    private static final long PAUSE_MILLIS = 50;

    private final TaskContext context;
    private final Kind kind;
    private final List<Doomed> all = new ArrayList<>();
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
        List<List<Doomed>> groups(List<Doomed> all);
    }

    /** @param paths in an order that is the same for the same task */
    Removal(TaskContext context, Kind kind, List<String> paths) {
        this.context = context;
        this.kind = kind;
        this.tells = context.policy().has(kind.before()) || context.policy().has(kind.after());
        for (String path : paths) {
            all.add(new Doomed(all.size(), TargetPath.below(context.spec(), path)));
        }
    }

    /** Takes everything to its end; what came of it is told by the things themselves. */
    List<Doomed> run() throws InterruptedException {
        try {
            if (tells) {
                note();
            }
            for (List<Doomed> group : kind.groups(all)) {
                ConnectionLosses<Doomed> losses = new ConnectionLosses<>(
                        (doomed, reason) -> doomed.fail("cannot be deleted: " + reason));
                context.irods(session -> losses.run(session, () -> {
                    remove(session, losses, group);
                    return null;
                }));
            }
        } catch (IrodsException refused) {
            String error = new Reply(refused.status(), refused.getMessage()).describe();
            all.stream().filter(Doomed::isOpen).forEach(doomed -> doomed.fail(error));
        }
        return all;
    }

    private void note() throws IrodsException, InterruptedException {
        List<String> paths = all.stream().map(Doomed::path).toList();
        Set<String> existing = context.irods(session -> kind.existing(session, paths));
        Map<String, String> plan = new HashMap<>();
        all.stream().filter(doomed -> existing.contains(doomed.path()))
                .forEach(doomed -> plan.put(doomed.mark(), kind.before().name()));
        Marks marks = context.marks().begin(plan);
        for (Doomed doomed : all) {
            if (marks.done().contains(doomed.mark())) {
                doomed.gone();
                doomed.told();
            } else if (!existing.contains(doomed.path())) {
                doomed.gone();
                if (!marks.plan().containsKey(doomed.mark())) {
                    doomed.told();
                }
            }
        }
    }

    private void remove(IrodsSession session, ConnectionLosses<Doomed> losses, List<Doomed> group)
            throws UnavailableException, IrodsException, InterruptedException {
        if (tells) {
            for (Doomed doomed : group) {
                losses.during(List.of(doomed), () -> {
                    before(session, doomed);
                    return null;
                });
            }
        }
        List<Doomed> ready = group.stream().filter(doomed -> doomed.isOpen() && !doomed.isGone()).toList();
        for (List<Doomed> together : losses.groups(ready)) {
            losses.during(together, () -> {
                remove(session, together);
                return null;
            });
        }
        for (Doomed doomed : group) {
            if (tells && doomed.isOpen() && !doomed.isTold()) {
                losses.during(List.of(doomed), () -> {
                    after(session, doomed);
                    return null;
                });
            }
            if (doomed.isOpen()) {
                doomed.done();
            }
        }
    }

    private void remove(IrodsSession session, List<Doomed> together)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<Doomed, Reply> left = send(session, together);
        for (int tries = 1; !left.isEmpty() && tries < MOST_TRIES; tries++) {
            Thread.sleep(tries * PAUSE_MILLIS);
            left = send(session, List.copyOf(left.keySet()));
        }
        left.forEach((doomed, reply) -> doomed
                .fail("cannot be deleted: it is still there, though the server answers: " + reply.describe()));
    }

    /** Returns what is still there after an answer that could mean that it is not. */
    private Map<Doomed, Reply> send(IrodsSession session, List<Doomed> ready)
            throws UnavailableException, IrodsException {
        List<Reply> replies = kind.remove(session, ready.stream().map(Doomed::path).toList());
        Map<Doomed, Reply> doubtful = new LinkedHashMap<>();
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
            Set<String> existing = kind.existing(session, doubtful.keySet().stream().map(Doomed::path).toList());
            doubtful.keySet().stream().filter(doomed -> !existing.contains(doomed.path())).forEach(Doomed::gone);
            doubtful.keySet().removeIf(Doomed::isGone);
        }
        return doubtful;
    }

    private void before(IrodsSession session, Doomed doomed)
            throws UnavailableException, IrodsException, InterruptedException {
        if (!doomed.isOpen() || doomed.isGone() || doomed.isAsked()) {
            return;
        }
        Optional<String> objection = kind.objection(session, doomed.path());
        if (objection.isPresent()) {
            doomed.fail("cannot be deleted: " + objection.get());
            return;
        }
        try {
            context.policy().call(kind.before(), TargetPath.subject(context.spec(), doomed.path()), session);
            doomed.asked();
        } catch (HookFailedException failed) {
            doomed.fail(failed.getMessage());
        } catch (HookSkippedException kept) {
            doomed.keep();
        }
    }

    private void after(IrodsSession session, Doomed doomed) throws UnavailableException, InterruptedException {
        try {
            context.policy().call(kind.after(), TargetPath.subject(context.spec(), doomed.path()), session);
        } catch (HookFailedException failed) {
            doomed.complain(failed.getMessage());
        } catch (HookSkippedException impossible) {
            throw new IllegalStateException("a post hook cannot skip", impossible);
        }
        doomed.told();
        context.marks().done(doomed.mark());
    }
}
