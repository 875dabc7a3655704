package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is still to be deleted among failed entries that the source does not have: a kept failure does not say whether it
 * was of a deletion. Nothing of a source that is missing or empty; and nothing where a character map translates names, because
 * from a name in the target alone nobody can tell that the source has nothing for it: there the next scan finds it.
 */
final class FailedDeletions {
    private final TaskContext context;
    private final IngestSpec spec;
    private final Source source;

    FailedDeletions(TaskContext context, Source source) {
        this.context = context;
        this.source = source;
        this.spec = IngestSpec.of(context.spec());
    }

    /**
     * The tasks that delete what is there.
     *
     * @param gone paths relative to the source
     * @param counts takes what is not there
     */
    List<Task> find(List<RawPath> gone, Counts.Builder counts) throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        if (!gone.isEmpty() && mayDelete()) {
            try {
                tasks.addAll(context.irods(session -> find(session, gone)));
            } catch (IrodsException refused) {
                throw new JobFailedException("what could not be deleted cannot be asked for: "
                        + new Reply(refused.status(), refused.getMessage()).describe(), refused);
            }
        }
        counts.add(IngestCount.VANISHED, gone.size() - tasks.size());
        return tasks;
    }

    private boolean mayDelete() throws InterruptedException {
        try {
            if (!Orphans.areWanted(context) || !EntryPolicy.of(context.policy()).characterMap().isEmpty()) {
                return false;
            }
        } catch (HookFailedException unknown) {
            throw new JobFailedException(unknown.getMessage(), unknown);
        }
        try {
            return !context.untilBack(source::root).isEmpty() || spec.deletion().allowEmptySource();
        } catch (IOException missing) {
            return false;
        }
    }

    private List<Task> find(IrodsSession session, List<RawPath> gone) throws UnavailableException, IrodsException {
        TargetPaths targets = new TargetPaths(spec.source(), spec.target());
        Map<String, List<String>> names = new LinkedHashMap<>();
        gone.stream().filter(path -> path.text().isPresent())
                .forEach(path -> names.computeIfAbsent(targets.logicalPath(path.parent()), parent -> new ArrayList<>())
                        .add(path.name().text().orElseThrow()));
        List<Task> tasks = new ArrayList<>();
        for (Map.Entry<String, List<String>> one : names.entrySet()) {
            String parent = one.getKey();
            session.replicas(parent, one.getValue()).keySet()
                    .forEach(name -> tasks.add(new DeleteDataObjects(parent, List.of(name), 0)));
            Set<String> collections = session.collections(parent, one.getValue());
            collections.forEach(name -> tasks.add(new DeleteCollection(parent + '/' + name, "", 0)));
        }
        return tasks;
    }
}
