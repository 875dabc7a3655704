package io.irodsingest.common.worker;

/**
 * Something of the task is held by somebody else, who may be a worker that has the same task: see
 * {@link TaskContext#mayRunElsewhere}. The task is tried again after a pause in which it holds no thread. Handlers let it pass.
 */
public final class LockedElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what one line for the log: what is held */
    public LockedElsewhereException(String what) {
        super(what);
    }
}
