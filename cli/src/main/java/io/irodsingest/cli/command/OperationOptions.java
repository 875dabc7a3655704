package io.irodsingest.cli.command;

import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is done with what is found, and what is done with what is gone. */
final class OperationOptions {
    @Option(names = "--operation", paramLabel = "OPERATION", description = {
            "What is done with what is new or changed: ${COMPLETION-CANDIDATES}. Default: REGISTER_SYNC"})
    private Operation operation;

    @Option(names = "--event-handler", paramLabel = "FILE", description = "What gives the job its behaviour, and wins over options: a .yaml file, a .py file as the Python tool has them, a .java file, "
            + "which is compiled here, or a .jar. It travels with the job")
    private Path eventHandler;

    @Option(names = "--to-resource", paramLabel = "RESOURCE", description = "The root resource for replicas")
    private String resource;

    @Option(names = "--checksum", description = "Have the server compute checksums of uploads, and compare them")
    private boolean checksum;

    @Option(names = "--as-user", paramLabel = "NAME#ZONE", description = "The user to act for; the workers' own must be an administrator")
    private String asUser;

    @Option(names = "--ignore-cache", description = "Use nothing that is remembered: compare everything with iRODS")
    private boolean ignoreCache;

    @Option(names = "--compare", paramLabel = "HOW", description = "How PUT_SYNC and PUT_APPEND compare what is in the target already and nothing is remembered of: QUICK (size and times, "
            + "and a checksum of the catalog where times do not tell), CHECKSUM (the server computes what is missing) or NEVER (upload). Default: QUICK")
    private Compare compare;

    @Option(names = "--undecodable", paramLabel = "HOW", description = "What becomes of an entry that would be registered under a path that is not valid UTF-8, which catalogs refuse: "
            + "FAIL, UPLOAD (it instead) or SKIP. Default: FAIL")
    private Undecodable undecodable;

    @Option(names = "--bundle", paramLabel = "HOW", description = "Whether small new files of a collection are uploaded together, in an archive that the server unpacks: off, auto (where it is "
            + "worth it), or at most how many together. It needs a resource, and the server asks fewer of its policies. Default: off")
    private String bundle;

    @Option(names = "--initial-ingest", description = "Do not ask what exists; an existing target is an error of its entry")
    private boolean initialIngest;

    @Option(names = "--delete-mode", paramLabel = "MODE", description = "What happens to what the source no longer has: ${COMPLETION-CANDIDATES}. Default: DO_NOT_DELETE")
    private DeleteMode deleteMode;

    @Option(names = "--max-delete", paramLabel = "N", description = "Delete nothing more in a pass that has deleted N data objects and collections")
    private Long maxDelete;

    @Option(names = "--allow-empty-source", description = "Let an empty source empty the target; otherwise nothing is deleted then")
    private boolean allowEmptySource;

    /** As the orchestrator knows it. */
    private enum Compare {
        QUICK, CHECKSUM, NEVER
    }

    /** As the orchestrator knows it. */
    private enum Undecodable {
        FAIL, UPLOAD, SKIP
    }

    void into(JobRequestBuilder request) {
        request.operation(operation == null ? null : operation.name()).resource(resource).checksum(checksum)
                .asUser(asUser).ignoreCache(ignoreCache).initialIngest(initialIngest)
                .deleteMode(deleteMode == null ? null : deleteMode.name()).maxDelete(maxDelete)
                .allowEmptySource(allowEmptySource)
                .compare(compare == null ? null : compare.name())
                .undecodable(undecodable == null ? null : undecodable.name()).bundle(bundle)
                .eventHandler(eventHandler == null ? null : EventHandlerFiles.read(eventHandler));
    }
}
