package io.irodsingest.workerdelete;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.DeleteMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Data objects of one collection, deleted as a mode says: with all their replicas. */
record DataObjects(String collection, DeleteMode mode) implements DeletionRun.Kind {
    /** Answers about the data object, or about a collection in the trash. */
    private static final Set<IrodsError> DOUBTFUL = Set.of(IrodsError.NO_ROWS, IrodsError.OBJECT_NOT_FOUND,
            IrodsError.COLLECTION_UNKNOWN, IrodsError.FILE_UNKNOWN, IrodsError.EXISTS_ALREADY);

    @Override
    public Hook before() {
        return Hook.PRE_DATA_OBJ_DELETE;
    }

    @Override
    public Hook after() {
        return Hook.POST_DATA_OBJ_DELETE;
    }

    @Override
    public Set<String> existing(IrodsSession session, List<String> paths) throws UnavailableException, IrodsException {
        List<String> names = paths.stream().map(path -> path.substring(collection.length() + 1)).toList();
        return session.replicas(collection, names).keySet().stream().map(name -> collection + '/' + name)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> objection(IrodsSession session, String path) {
        return Optional.empty();
    }

    @Override
    public List<Reply> remove(IrodsSession session, List<String> paths) throws UnavailableException {
        return switch (mode) {
            case UNREGISTER -> session.unregister(paths);
            case TRASH -> session.moveToTrash(paths);
            case NO_TRASH -> session.remove(paths);
            case DO_NOT_DELETE -> throw new IllegalStateException("the job does not delete");
        };
    }

    @Override
    public boolean isDoubtful(Reply reply) {
        return reply.error().filter(DOUBTFUL::contains).isPresent();
    }

    @Override
    public List<List<Deletion>> groups(List<Deletion> all) {
        return List.of(all);
    }
}
