package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.worker.TaskContext;
import java.util.List;
import java.util.OptionalLong;

/** How much of what a task wants to delete it may delete, and what it has to say of the rest. */
record DeletionQuota(List<String> allowed, int refused) {

    static DeletionQuota of(TaskContext context, List<String> wanted) throws InterruptedException {
        OptionalLong most = IngestSpec.of(context.spec()).deletion().maxDelete();
        int may = most.isPresent()
                ? Math.toIntExact(context.reserveDeletions(wanted.size(), most.getAsLong()))
                : wanted.size();
        return new DeletionQuota(wanted.subList(0, may), wanted.size() - may);
    }

    /** @param collection what the failure is told of */
    void tell(TaskContext context, String collection, Counts.Builder counts, List<EntryFailure> failures) {
        if (refused > 0) {
            counts.add(Count.FAILED);
            failures.add(TargetPath.failure(context, collection, refused + " not deleted: --max-delete "
                    + IngestSpec.of(context.spec()).deletion().maxDelete().orElseThrow() + " is reached"));
        }
    }
}
