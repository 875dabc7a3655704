package io.irodsingest.handlerapi;

/** What happens to data objects and collections of the target that the source no longer has. */
public enum DeleteMode {
    /** Nothing. */
    DO_NOT_DELETE,
    /** They are taken off the catalog; the bytes stay. Goes with operations that register. */
    UNREGISTER,
    /** They are removed under the server's trash policy. Goes with PUT_SYNC and PUT_APPEND. */
    TRASH,
    /** They are removed at once. Goes with PUT_SYNC and PUT_APPEND. */
    NO_TRASH;

    /** Whether a job may have this mode and that operation. */
    public boolean goesWith(Operation operation) {
        return switch (this) {
            case DO_NOT_DELETE -> true;
            case UNREGISTER -> operation.registers();
            case TRASH, NO_TRASH -> operation == Operation.PUT_SYNC || operation == Operation.PUT_APPEND;
        };
    }
}
