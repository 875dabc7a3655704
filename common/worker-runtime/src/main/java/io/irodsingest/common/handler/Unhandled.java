package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Optional;

/** The behaviour of a job without an event handler, as far as it is that of every job. */
interface Unhandled extends JobPolicy {
    JobOptions options();

    @Override
    default Optional<User> asUser() {
        return options().asUser();
    }

    @Override
    default int maxRetries() {
        return options().retries().most();
    }

    @Override
    default Duration delay(int retry) {
        return options().retries().delay();
    }

    @Override
    default Duration timeout() {
        return options().retries().timeout();
    }

    @Override
    default boolean has(Hook hook) {
        return false;
    }

    @Override
    default void call(Hook hook, HookTarget subject, IrodsSession session) {
        // nobody wants to be called
    }
}
