package io.irodsingest.workerdelete;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collections, which are removed when nothing is in them. Those of one depth go together, the deepest first. */
final class EmptyCollections implements DeletionRun.Kind {
    @Override
    public Hook before() {
        return Hook.PRE_COLL_DELETE;
    }

    @Override
    public Hook after() {
        return Hook.POST_COLL_DELETE;
    }

    @Override
    public Set<String> existing(IrodsSession session, List<String> paths) throws UnavailableException, IrodsException {
        Set<String> existing = new HashSet<>();
        for (String path : paths) {
            if (session.isCollection(path)) {
                existing.add(path);
            }
        }
        return existing;
    }

    @Override
    public Optional<String> objection(IrodsSession session, String path) throws UnavailableException, IrodsException {
        return session.isEmpty(path)
                ? Optional.empty()
                : Optional.of(IrodsError.COLLECTION_NOT_EMPTY.meaning());
    }

    @Override
    public List<Reply> remove(IrodsSession session, List<String> paths) throws UnavailableException {
        return session.removeCollections(paths);
    }

    @Override
    public boolean isDoubtful(Reply reply) {
        return reply.error().filter(IrodsError.COLLECTION_UNKNOWN::equals).isPresent();
    }

    @Override
    public List<List<Deletion>> groups(List<Deletion> all) {
        SortedMap<Long, List<Deletion>> byDepth = new TreeMap<>(Comparator.reverseOrder());
        all.forEach(deletion -> byDepth.computeIfAbsent(depth(deletion), depth -> new ArrayList<>()).add(deletion));
        return new ArrayList<>(byDepth.values());
    }

    private static long depth(Deletion deletion) {
        return deletion.path().chars().filter(c -> c == '/').count();
    }
}
