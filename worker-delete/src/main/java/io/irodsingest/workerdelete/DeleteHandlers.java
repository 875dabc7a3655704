package io.irodsingest.workerdelete;

import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.TaskHandlers;

/** What this kind of worker can do. */
public final class DeleteHandlers {
    private DeleteHandlers() {}

    public static TaskHandlers create() {
        return new TaskHandlers().with(Task.DeleteDataObjects.class, new DeleteDataObjectsHandler())
                .with(Task.DeleteCollection.class, new DeleteCollectionHandler())
                .with(Task.RemoveCollections.class, new RemoveCollectionsHandler());
    }
}
