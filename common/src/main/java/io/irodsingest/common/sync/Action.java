package io.irodsingest.common.sync;

/** What is to be done with an entry. */
public sealed interface Action {
    /** Register it as a new data object. */
    record Register() implements Action {}

    /** Bring size and time of a replica in step. */
    record UpdateReplica(int number) implements Action {}

    /** Upload its bytes; a link or a socket has none. */
    record Upload(boolean overwrite) implements Action {}

    /** Nothing: what the target has is as the operation wants it. */
    record LeaveAlone() implements Action {}

    /** Nothing, because the operation does not handle entries of this kind. */
    record Skip(String reason) implements Action {}

    /** The operation does not allow what would be needed: an error of this entry. */
    record Refuse(String error) implements Action {}
}
