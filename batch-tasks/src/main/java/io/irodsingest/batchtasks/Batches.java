package io.irodsingest.batchtasks;

import io.irodsingest.batchtasks.BatchTask.AnswerQuery;
import io.irodsingest.batchtasks.BatchTask.AssembleFiles;
import io.irodsingest.batchtasks.BatchTask.DeliverFiles;
import io.irodsingest.batchtasks.BatchTask.MarkAnswered;
import io.irodsingest.batchtasks.BatchTask.MarkDone;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.batchtasks.BatchTask.StartBatch;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.common.task.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Batches and slow queries, as a kind of work. */
public final class Batches implements KindOfWork {
    private static final Map<Lane, List<Class<? extends Task>>> TASKS = new LinkedHashMap<>();

    static {
        TASKS.put(BatchLane.BATCH,
                List.of(StartBatch.class, ProcessRows.class, AssembleFiles.class, MarkDone.class));
        TASKS.put(BatchLane.QUERY, List.of(AnswerQuery.class, DeliverFiles.class, MarkAnswered.class));
    }

    @Override
    public String name() {
        return BatchSpec.KIND;
    }

    @Override
    public Map<Lane, List<Class<? extends Task>>> tasks() {
        return Collections.unmodifiableMap(TASKS);
    }

    @Override
    public List<Count> counts() {
        return BatchCount.ALL;
    }

    @Override
    public Measure measure(Count count) {
        return count.equals(BatchCount.ROWS) ? Measure.FOUND : Measure.OUTCOME;
    }
}
