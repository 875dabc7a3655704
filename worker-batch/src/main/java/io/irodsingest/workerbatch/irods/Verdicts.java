package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.handlerapi.batch.RowResult;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What replies mean for rows, whatever the operation. */
final class Verdicts {
    private static final JsonMapper JSON = new JsonMapper();
    /** It is now as the row wants it. */
    static final Next DONE = new Next.Done(RowResult.success());
    /** It was so before. */
    static final Next ALREADY = done(Map.of("already", true));
    /** Nothing is at a path. */
    static final Set<IrodsError> ABSENT = Set.of(IrodsError.OBJECT_NOT_FOUND, IrodsError.NO_ROWS,
            IrodsError.FILE_UNKNOWN, IrodsError.COLLECTION_UNKNOWN, IrodsError.PATH_UNKNOWN,
            IrodsError.NEITHER_OBJECT_NOR_COLLECTION);

    /** What others do with an object, and what has fallen out, comes to an end. */
    private static final Set<IrodsError> PASSING = Set.of(IrodsError.LOCKED, IrodsError.REPLICA_LOCKED,
            IrodsError.HIERARCHY, IrodsError.REPLICA_INACCESSIBLE, IrodsError.RESOURCE_DOWN);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private Verdicts() {}

    /** A success or a failure by what the server says alone. */
    static Next plain(String path, Reply reply) {
        return reply.isOk() ? DONE : refused(path, reply);
    }

    static Next refused(String path, Reply reply) {
        return reply.error().filter(PASSING::contains).isPresent()
                ? later(path, reply)
                : failed(path, reply.describe());
    }

    /** It is tried again after a while. */
    static Next later(String path, Reply reply) {
        return new Next.Done(RowResult.tryLater(RowFields.printable(path) + ": " + reply.describe(), PAUSE));
    }

    static Next failed(String path, String reason) {
        return new Next.Done(RowResult.failure(RowFields.printable(path) + ": " + reason));
    }

    /** A success with something to say. */
    static Next done(Map<String, ?> result) {
        return new Next.Done(RowResult.success(JSON.valueToTree(result).toString()));
    }

    static boolean isAbsent(Reply reply) {
        return reply.error().filter(ABSENT::contains).isPresent();
    }
}
