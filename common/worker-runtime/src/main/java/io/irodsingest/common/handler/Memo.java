package io.irodsingest.common.handler;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Something that is asked for once; after a failure it is asked for again. Thread-safe. */
final class Memo<T> {
    private final ReentrantLock asking = new ReentrantLock();
    private volatile T value;

    /** How to find out. */
    @FunctionalInterface
    interface Question<T> {
        /** @return never null */
        T ask() throws HookFailedException, InterruptedException;
    }

    /** What was found out; empty when nobody asked successfully. */
    Optional<T> value() {
        return Optional.ofNullable(value);
    }

    T get(Question<T> question) throws HookFailedException, InterruptedException {
        if (value != null) {
            return value;
        }
        asking.lockInterruptibly();
        try {
            if (value == null) {
                value = question.ask();
            }
            return value;
        } finally {
            asking.unlock();
        }
    }
}
