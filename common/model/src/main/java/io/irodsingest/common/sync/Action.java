package io.irodsingest.common.sync;

import java.util.Optional;

/** What is to be done with an entry. */
public sealed interface Action {
    /** What happens to a data object, and so which hooks of an event handler are called. */
    enum Event {
        CREATE, MODIFY
    }

    /** Register it as a new data object. */
    record Register() implements Action {}

    /** Register it as a further replica of a data object that exists elsewhere. */
    record RegisterReplica() implements Action {}

    /** Bring size and time of a replica in step; it becomes the good one. */
    record UpdateReplica(int number) implements Action {}

    /**
     * Upload its bytes; a link or a socket has none.
     *
     * @param overwrite whether something is there that is replaced: an older state, or what an upload left that was cut off
     */
    record Upload(boolean overwrite, Event happening) implements Action {}

    /**
     * Append what the source has past the end of a replica.
     *
     * @param offset bytes that the replica has
     */
    record Append(int number, long offset) implements Action {}

    /** Send nothing: only the source's inode changed, of which the catalog keeps nothing. */
    record MetadataOnly() implements Action {}

    /** Send nothing: the operation is to call event handlers only. */
    record EventOnly(Event happening) implements Action {}

    /** Nothing: what the target has is as the operation wants it. */
    record LeaveAlone() implements Action {}

    /** Nothing, because the operation does not handle entries of this kind. */
    record Skip(String reason) implements Action {}

    /** The operation does not allow what would be needed: an error of this entry. */
    record Refuse(String error) implements Action {}

    /** The event of this action; empty when nothing happens to the data object. */
    default Optional<Event> event() {
        return switch (this) {
            case Register register -> Optional.of(Event.CREATE);
            case RegisterReplica register -> Optional.of(Event.CREATE);
            case UpdateReplica update -> Optional.of(Event.MODIFY);
            case Upload upload -> Optional.of(upload.happening());
            case Append append -> Optional.of(Event.MODIFY);
            case MetadataOnly metadata -> Optional.of(Event.MODIFY);
            case EventOnly only -> Optional.of(only.happening());
            case LeaveAlone alone -> Optional.empty();
            case Skip skip -> Optional.empty();
            case Refuse refuse -> Optional.empty();
        };
    }
}
