package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.Reply;
import java.util.Optional;
import java.util.Set;

/**
 * Where new replicas go, and what is said when the server does not know that place.
 *
 * @param usual the resource for requests that name none; empty leaves it to the server
 */
record Placement(Optional<String> usual) {
    private static final Set<IrodsError> OUTDATED = Set.of(IrodsError.RESOURCE_UNKNOWN,
            IrodsError.RESOURCE_NOT_IN_CATALOG, IrodsError.RESOURCE_DOWN, IrodsError.CHILD_RESOURCE_UNKNOWN,
            IrodsError.NO_CHILD_RESOURCE, IrodsError.CHILD_RESOURCE);

    /** Whether this may be said because the connection is older than the resource, or than its present state. */
    static boolean isOutdated(IrodsError error) {
        return OUTDATED.contains(error);
    }

    Registration of(Registration file) {
        return file.resource().isPresent() || usual.isEmpty()
                ? file
                : new Registration(file.path(), usual, file.physicalPath(), file.size(), file.modified(),
                        file.furtherReplica());
    }

    Put of(Put put) {
        return new Put(put.path(), put.resource().or(() -> usual), put.size(), put.overwrite(), put.checksum());
    }

    /** Says which resource it is that the server does not know. */
    Reply named(Reply reply, Optional<String> wanted) {
        return reply.error().filter(IrodsError.RESOURCE_UNKNOWN::equals).isPresent()
                ? new Reply(reply.status(), unknown(wanted))
                : reply;
    }

    IrodsException named(IrodsException refused, Optional<String> wanted) {
        return refused.error() == IrodsError.RESOURCE_UNKNOWN
                ? new IrodsException(refused.status(), unknown(wanted))
                : refused;
    }

    private String unknown(Optional<String> wanted) {
        String name = wanted.or(() -> usual).orElse("");
        if (name.isEmpty()) {
            return IrodsError.RESOURCE_UNKNOWN.meaning() + ": the job names none, and the server's default resource is"
                    + " not there; --resource names one";
        }
        return IrodsError.RESOURCE_UNKNOWN.meaning() + ": " + name
                + (wanted.isPresent() ? "" : ", which is the default resource of the environment's settings");
    }
}
