package io.irodsingest.common.worker;

/**
 * What the task needs of its job is away: the task goes back among the delayed ones, so that it holds no thread meanwhile.
 * Handlers let it pass.
 */
public final class PostponedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason one line for the user */
    public PostponedException(String reason) {
        super(reason);
    }

    /** @param reason one line for the user */
    PostponedException(String reason, Exception cause) {
        super(reason, cause);
    }
}
