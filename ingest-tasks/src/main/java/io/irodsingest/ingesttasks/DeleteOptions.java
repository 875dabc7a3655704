package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.handlerapi.DeleteMode;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What an ingest does with what its source no longer has. Immutable.
 *
 * @param deleteMode what an event handler does not say otherwise; null stands for {@link DeleteMode#DO_NOT_DELETE}
 * @param maxDelete most data objects and collections that a pass may delete
 * @param allowEmptySource whether an empty source may empty the target
 */
public record DeleteOptions(DeleteMode deleteMode, OptionalLong maxDelete, boolean allowEmptySource) {
    /** Nothing is deleted. */
    public static final DeleteOptions NONE = of(DeleteMode.DO_NOT_DELETE);

    /** @throws InvalidJobException when less than nothing may be deleted */
    public DeleteOptions {
        deleteMode = Objects.requireNonNullElse(deleteMode, DeleteMode.DO_NOT_DELETE);
        if (maxDelete.isPresent() && maxDelete.getAsLong() < 0) {
            throw new InvalidJobException("the most that may be deleted must not be negative");
        }
    }

    /** As much as there is to delete, but not all of a target whose source is empty. */
    public static DeleteOptions of(DeleteMode deleteMode) {
        return new DeleteOptions(deleteMode, OptionalLong.empty(), false);
    }
}
