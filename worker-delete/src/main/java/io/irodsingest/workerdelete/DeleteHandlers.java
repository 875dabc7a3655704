package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.ingesttasks.Ingest;

/** What this kind of worker can do. */
public final class DeleteHandlers {
    private DeleteHandlers() {}

    public static TaskHandlers create() {
        return new TaskHandlers().with(IngestTask.DeleteDataObjects.class, new DeleteDataObjectsHandler())
                .with(IngestTask.DeleteCollection.class, new DeleteCollectionHandler())
                .with(IngestTask.RemoveCollections.class, new RemoveCollectionsHandler())
                .of(new Ingest());
    }
}
