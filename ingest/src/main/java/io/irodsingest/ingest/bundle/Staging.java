package io.irodsingest.ingest.bundle;

import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where archives are kept until the server has unpacked them: a collection in the job's target whose name says so. Names of archives
 * begin with the id of their job. Thread-safe.
 *
 * @param collection absolute logical path
 * @param job the id of the job
 */
public record Staging(String collection, String job) {
    /** No entry of a source is brought into it, and deletions leave it alone. */
    private static final String NAME = ".irods-ingest-bundles";
    private static final String ENDING = ".tar";
    /** Of what is behind the id of a job. */
    private static final int ENDING_LENGTH = ".00000000-0000-0000-0000-000000000000.tar".length();
    private static final Pattern ARCHIVE = Pattern.compile(".+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tar");
    /** Longer than any task takes. An archive of that age is one that nobody comes back for. */
    private static final Duration OLD = Duration.ofDays(8);

    /** Of a job into a target. */
    public static Staging of(String target, String job) {
        return new Staging(target + '/' + NAME, job);
    }

    /** Whether a collection of this name is one for archives. */
    public static boolean isName(String name) {
        return name.equals(NAME);
    }

    /** The path of a new archive. */
    public String newArchive() {
        return collection + '/' + job + '.' + UUID.randomUUID() + ENDING;
    }

    /**
     * Removes what is left of the job's archives, and of those of other jobs that are so old that their job is over; and the
     * collection, when nothing is left in it.
     *
     * @return why something cannot be removed, in one line for the user
     */
    public Optional<String> sweep(IrodsSession session, Instant now) throws UnavailableException, IrodsException {
        Set<String> left = new LinkedHashSet<>();
        session.readReplicas(collection, replica -> {
            if (isLeft(replica, now)) {
                left.add(replica.path());
            }
        });
        Optional<Reply> refused = remove(session, List.copyOf(left));
        if (refused.isPresent()) {
            return refused.map(reply -> "archives in " + collection + " cannot be removed: " + reply.describe());
        }
        Reply removed = session.removeCollections(List.of(collection)).getFirst();
        boolean isOver = removed.error().filter(error -> error != IrodsError.COLLECTION_UNKNOWN
                && error != IrodsError.COLLECTION_NOT_EMPTY && error != IrodsError.NO_ROWS).isEmpty();
        return isOver
                ? Optional.empty()
                : Optional.of("collection " + collection + " cannot be removed: " + removed.describe());
    }

    private boolean isLeft(ListedReplica replica, Instant now) {
        return replica.collection().equals(collection) && ARCHIVE.matcher(replica.name()).matches()
                && (isOfJob(replica.name()) || replica.modified().plus(OLD).isBefore(now));
    }

    private boolean isOfJob(String archive) {
        return archive.startsWith(job + '.') && archive.length() == job.length() + ENDING_LENGTH;
    }

    /**
     * Removes archives, for good and not into the trash; one that is not there is none that is left.
     *
     * @return the first refusal
     */
    public static Optional<Reply> remove(IrodsSession session, List<String> archives) throws UnavailableException {
        return session.remove(archives).stream()
                .filter(reply -> reply.error().filter(error -> error != IrodsError.NO_ROWS
                        && error != IrodsError.COLLECTION_UNKNOWN).isPresent())
                .findFirst();
    }
}
