package io.irodsingest.common.handler.python;

/** Values that all calls of an event handler share in a pass of its job, by name. Thread-safe. */
@FunctionalInterface
public interface JobValues {
    /**
     * Replaces a value.
     *
     * @param known what is known of it; empty for nothing
     * @param wanted what it becomes if that is right
     * @return what it is now; empty for nothing
     */
    String replace(String name, String known, String wanted) throws InterruptedException;
}
