package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A job's target with its parents, as far as they have to be made. Belongs to one thread. */
final class TargetCollections {
    private final TaskContext context;
    private final IngestSpec spec;
    private final RootEvents events;
    private final Counts.Builder counts;
    /** From the top down. */
    private final Set<String> missing = new TreeSet<>();
    /** What another worker made that had the task before, and could not tell of. */
    private final Set<String> untold = new HashSet<>();

    TargetCollections(TaskContext context, RootEvents events, Counts.Builder counts) {
        this.context = context;
        this.spec = IngestSpec.of(context.spec());
        this.events = events;
        this.counts = counts;
    }

    /** Whether this pass makes or made it; asked after {@link #make}. */
    boolean isNew(String path) {
        return missing.contains(path) || untold.contains(path);
    }

    /** Finds out what is missing. @throws IrodsException when zone or resource do not exist */
    void look() throws IrodsException, InterruptedException {
        context.irods(session -> {
            look(session);
            return null;
        });
    }

    private void look(IrodsSession session) throws UnavailableException, IrodsException {
        List<String> zones = session.zones();
        if (!zones.contains(spec.zone())) {
            throw new IrodsException(0,
                    "zone " + spec.zone() + " does not exist; the server knows " + String.join(", ", zones));
        }
        if (spec.resource().isPresent() && !session.resourceExists(spec.resource().get())) {
            throw new IrodsException(0, "resource " + spec.resource().get() + " does not exist");
        }
        missing.clear();
        String path = spec.target();
        while (path.lastIndexOf('/') > 0 && !session.isCollection(path)) {
            missing.add(path);
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    /** How many collections are missing. */
    int missing() {
        return missing.size();
    }

    /**
     * Makes what is missing and tells the event handler, also of what another worker made.
     *
     * @param eventsOnly whether nothing is made, and the event handler is told as if it were
     * @return whether the pass may go on
     * @throws IrodsException when a collection cannot be made
     */
    boolean make(boolean eventsOnly) throws IrodsException, HookFailedException, InterruptedException {
        boolean tells = events.has(Hook.PRE_COLL_CREATE) || events.has(Hook.POST_COLL_CREATE);
        if (tells && (!missing.isEmpty() || context.mayHaveRunBefore())) {
            note();
        }
        Set<String> all = new TreeSet<>(missing);
        all.addAll(untold);
        for (String path : all) {
            if (!untold.contains(path)) {
                if (!events.before(Hook.PRE_COLL_CREATE, path)) {
                    return false;
                }
                if (!eventsOnly && !create(path)) {
                    continue;
                }
            }
            counts.add(IngestCount.COLLECTIONS_CREATED, eventsOnly ? 0 : 1);
            events.after(Hook.POST_COLL_CREATE, path);
            if (tells) {
                context.marks().done(path);
            }
        }
        return true;
    }

    /** Notes what is about to be made, and takes up what was noted before. */
    private void note() throws InterruptedException {
        Map<String, String> plan = new HashMap<>();
        missing.forEach(path -> plan.put(path, Hook.PRE_COLL_CREATE.name()));
        Marks marks = context.marks().begin(plan);
        untold.addAll(marks.plan().keySet());
        untold.removeAll(marks.done());
        untold.removeAll(missing);
    }

    /** Returns whether it was not there already. */
    private boolean create(String path) throws IrodsException, InterruptedException {
        Reply reply = context.irods(session -> session.createCollections(List.of(path)).getFirst());
        if (!reply.isOk() && IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
            throw new IrodsException(reply.status(), explain(path, reply));
        }
        return reply.isOk();
    }

    /** A collection that the user may not see seems to be missing, and cannot be made. */
    private String explain(String path, Reply reply) throws InterruptedException {
        if (IrodsError.of(reply.status()) != IrodsError.NO_PERMISSION) {
            return "target " + spec.target() + ": collection " + path + " cannot be made: " + reply.explain();
        }
        String user;
        try {
            user = context.policy().asUser().map(one -> one.name() + '#' + one.zone())
                    .orElse("the workers' own user");
        } catch (HookFailedException unknown) {
            user = "the job's user";
        }
        return "target " + spec.target() + " cannot be made: " + user + " may neither see nor make collection " + path
                + " (" + reply.explain() + "); give that user access to it, or choose a target where it has some";
    }
}
