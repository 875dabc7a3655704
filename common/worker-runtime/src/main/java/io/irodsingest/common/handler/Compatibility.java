package io.irodsingest.common.handler;

import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;

/** Whether what a job is to do goes together, once its event handler has had its say. */
public final class Compatibility {
    private Compatibility() {}

    /**
     * Asks for everything that is not about one entry, before any entry is touched.
     *
     * @param root the source's root
     * @throws HookFailedException when the job cannot be done: one line for the user
     */
    public static void check(EntryPolicy policy, HookTarget root) throws HookFailedException, InterruptedException {
        DeleteMode mode = policy.deleteMode();
        Operation operation = policy.operation(root);
        if (!mode.goesWith(operation)) {
            throw new HookFailedException("delete mode " + mode + " does not go with operation " + operation);
        }
        if (operation == Operation.REGISTER_AS_REPLICA_SYNC && policy.resource(root).isEmpty()) {
            throw new HookFailedException("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replicas");
        }
        policy.asUser();
        policy.characterMap();
        policy.maxRetries();
        policy.timeout();
    }
}
