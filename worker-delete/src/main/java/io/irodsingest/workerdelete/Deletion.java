package io.irodsingest.workerdelete;

import java.util.Optional;

/** Something on its way out of the target. Belongs to one thread. */
final class Deletion {
    private final int index;
    private final String path;
    private boolean asked;
    private boolean gone;
    private boolean told;
    private Result result;
    private String error;

    /** What came of it. */
    enum Result {
        DELETED,
        /** The event handler wants it to stay. */
        KEPT, FAILED
    }

    /** @param index its place among what its task deletes */
    Deletion(int index, String path) {
        this.index = index;
        this.path = path;
    }

    /** What the marks of its task know it by. */
    String mark() {
        return Integer.toString(index);
    }

    String path() {
        return path;
    }

    boolean isOpen() {
        return result == null;
    }

    /** Whether the event handler agreed. */
    boolean isAsked() {
        return asked;
    }

    void asked() {
        asked = true;
    }

    boolean isGone() {
        return gone;
    }

    void gone() {
        gone = true;
    }

    /** Whether the event handler knows that it is gone, or need not know. */
    boolean isTold() {
        return told;
    }

    void told() {
        told = true;
    }

    void done() {
        result = Result.DELETED;
    }

    void keep() {
        result = Result.KEPT;
    }

    void fail(String reason) {
        result = Result.FAILED;
        error = reason;
    }

    /** It is gone, but not everybody could be told. */
    void complain(String reason) {
        error = reason;
    }

    Result result() {
        return result;
    }

    Optional<String> error() {
        return Optional.ofNullable(error);
    }
}
