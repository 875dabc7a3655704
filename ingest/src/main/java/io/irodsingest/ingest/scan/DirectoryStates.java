package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.path.TargetPaths.Avu;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings directories that are new or changed to their collections: makes those that are missing, tells the event handler, and
 * attaches what tells their names. Each step is asked of iRODS for all of them together; with an event handler that wants to
 * know of collections, one directory comes after the other, so that little is left open when the worker dies.
 */
final class DirectoryStates {
    private static final String NEW = "new";
    private static final String CHANGED = "changed";

    private final TaskContext context;
    private final TargetPaths targets;

    DirectoryStates(TaskContext context, TargetPaths targets) {
        this.context = context;
        this.targets = targets;
    }

    /** Takes each directory to its end: {@link DirectoryState#result} is set for all. */
    void bring(List<DirectoryState> directories) throws InterruptedException {
        try {
            context.irods(session -> {
                work(session, directories.stream().filter(directory -> !directory.isDone()).toList());
                return null;
            });
        } catch (IrodsException refused) {
            String error = new Reply(refused.status(), refused.getMessage()).describe();
            directories.stream().filter(directory -> !directory.isDone())
                    .forEach(directory -> directory.fail("its collection cannot be made: " + error));
        }
    }

    private void work(IrodsSession session, List<DirectoryState> open)
            throws UnavailableException, IrodsException, InterruptedException {
        noteOperations(open);
        if (IngestSpec.of(context.spec()).mode().changesNothing()) {
            pretend(session, open.stream().filter(directory -> !directory.isDone()).toList());
            return;
        }
        List<DirectoryState> unsure = open.stream().filter(directory -> !directory.isDone())
                .filter(directory -> !directory.isCertain()).toList();
        if (tells(Hook.PRE_COLL_CREATE, Hook.POST_COLL_CREATE, Hook.PRE_COLL_MODIFY, Hook.POST_COLL_MODIFY)) {
            Set<String> existing = existing(session, unsure);
            unsure.stream().filter(directory -> existing.contains(directory.collection()))
                    .forEach(DirectoryState::exists);
            Marks marks = note(open);
            for (DirectoryState directory : open) {
                if (!directory.isDone()) {
                    tell(session, directory, marks);
                }
            }
        } else {
            create(session,
                    unsure.stream().filter(directory -> !directory.isDone() && !directory.isEventsOnly()).toList());
            attachNames(session, open);
        }
        open.stream().filter(directory -> !directory.isDone()).forEach(DirectoryState::done);
    }

    private void noteOperations(List<DirectoryState> directories) throws InterruptedException {
        for (DirectoryState directory : directories) {
            try {
                if (EntryPolicy.of(context.policy()).operation(subject(directory)) == Operation.NO_OP) {
                    directory.eventsOnly();
                }
            } catch (HookFailedException unknown) {
                directory.fail(unknown.getMessage());
            }
        }
    }

    private HookTarget subject(DirectoryState directory) {
        return new HookTarget(targets.source().resolve(directory.path()), directory.collection(),
                Optional.of(directory.stamp()));
    }

    /** Finds out what would be made, and makes nothing. */
    private void pretend(IrodsSession session, List<DirectoryState> open) throws UnavailableException, IrodsException {
        Set<String> existing = existing(session, open.stream().filter(one -> !one.isCertain()).toList());
        for (DirectoryState directory : open) {
            if (directory.isCertain() || existing.contains(directory.collection())) {
                directory.exists();
            } else if (IngestSpec.of(context.spec()).mode() == Mode.CHECK) {
                directory.missing("its collection is not in the target: " + directory.collection());
            } else {
                directory.made();
            }
            directory.done();
        }
    }

    /** Which of the directories' collections exist, asked once for each parent; in a new parent is none. */
    private Set<String> existing(IrodsSession session, List<DirectoryState> directories)
            throws UnavailableException, IrodsException {
        Map<String, List<String>> byParent = directories.stream()
                .filter(directory -> !directory.parent().newCollection())
                .map(DirectoryState::collection)
                .collect(Collectors.groupingBy(path -> path.substring(0, path.lastIndexOf('/')),
                        Collectors.mapping(path -> path.substring(path.lastIndexOf('/') + 1), Collectors.toList())));
        Set<String> existing = new HashSet<>();
        for (Map.Entry<String, List<String>> one : byParent.entrySet()) {
            session.collections(one.getKey(), one.getValue())
                    .forEach(name -> existing.add(one.getKey() + '/' + name));
        }
        return existing;
    }

    private static void create(IrodsSession session, List<DirectoryState> wanted)
            throws UnavailableException, IrodsException {
        List<Reply> replies = session.createCollections(wanted.stream().map(DirectoryState::collection).toList());
        for (int i = 0; i < wanted.size(); i++) {
            DirectoryState directory = wanted.get(i);
            Reply reply = replies.get(i);
            if (reply.isOk()) {
                directory.made();
                continue;
            }
            switch (IrodsError.of(reply.status())) {
                case EXISTS_ALREADY -> directory.exists();
                case COLLECTION_UNKNOWN -> {
                    // somebody took a parent away that is remembered as made
                    session.createCollectionWithParents(directory.collection());
                    directory.made();
                }
                case NAME_IS_DATA_OBJECT -> directory
                        .failForDataObject("a data object is in the target where its collection would be");
                default -> directory.fail("its collection cannot be made: " + reply.describe());
            }
        }
    }

    /** Notes what is about to happen, so that whoever gets the task after this worker died knows what it is to tell of. */
    private Marks note(List<DirectoryState> directories) throws InterruptedException {
        Map<String, String> plan = new HashMap<>();
        directories.forEach(directory -> plan.put(directory.mark(), directory.isCertain() ? CHANGED : NEW));
        return context.marks().begin(plan);
    }

    private void tell(IrodsSession session, DirectoryState directory, Marks marks)
            throws UnavailableException, IrodsException, InterruptedException {
        boolean isNew = NEW.equals(marks.plan().get(directory.mark()));
        if (!directory.isCertain()) {
            if (!call(session, directory, Hook.PRE_COLL_CREATE)) {
                return;
            }
            if (directory.isEventsOnly()) {
                directory.made();
            } else {
                create(session, List.of(directory));
            }
        } else if (isNew) {
            directory.made();
        }
        attachNames(session, List.of(directory));
        if (directory.isDone() || marks.done().contains(directory.mark())) {
            return;
        }
        if (directory.isNew()) {
            call(session, directory, Hook.POST_COLL_CREATE);
        } else if (call(session, directory, Hook.PRE_COLL_MODIFY)) {
            call(session, directory, Hook.POST_COLL_MODIFY);
        }
        context.marks().done(directory.mark());
    }

    /** Returns whether the event may go on. A post hook that fails is told of, but the event has happened. */
    private boolean call(IrodsSession session, DirectoryState directory, Hook hook)
            throws UnavailableException, InterruptedException {
        EntryPolicy policy = EntryPolicy.of(context.policy());
        boolean isPre = hook == Hook.PRE_COLL_CREATE || hook == Hook.PRE_COLL_MODIFY;
        try {
            policy.call(hook, subject(directory), session);
            return true;
        } catch (HookFailedException failed) {
            if (isPre) {
                directory.fail(failed.getMessage());
            } else {
                directory.complain(failed.getMessage());
            }
            return false;
        } catch (HookSkippedException skipped) {
            directory.skip();
            return false;
        }
    }

    private void attachNames(IrodsSession session, List<DirectoryState> directories) throws UnavailableException {
        List<MetadataChange> changes = new ArrayList<>();
        List<DirectoryState> owners = new ArrayList<>();
        List<DirectoryState> unnamed = directories.stream()
                .filter(directory -> !directory.isDone() && !directory.isNamed() && !directory.isEventsOnly()).toList();
        unnamed.forEach(directory -> {
            RawPath path = directory.path();
            for (Avu avu : targets.metadata(path.parent(), path.name())) {
                changes.add(new MetadataChange(true, true,
                        new Metadata(directory.collection(), avu.attribute(), avu.value(), avu.unit())));
                owners.add(directory);
            }
        });
        List<Reply> replies = changes.isEmpty() ? List.of() : session.changeMetadata(changes);
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            if (!reply.isOk() && IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
                owners.get(i).complain("its collection's metadata cannot be attached: " + reply.describe());
            }
        }
        unnamed.forEach(DirectoryState::named);
    }

    private boolean tells(Hook... hooks) {
        for (Hook hook : hooks) {
            if (context.policy().has(hook)) {
                return true;
            }
        }
        return false;
    }
}
