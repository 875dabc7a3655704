package io.irodsingest.orchestrator;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** For workers whose tasks need no iRODS. */
final class NoIrods implements Irods {
    @Override
    public IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace) {
        throw new UnsupportedOperationException("this worker has no iRODS");
    }

    @Override
    public void abort(Thread thread) {}

    @Override
    public Map<Integer, Long> requests() {
        return Map.of();
    }

    @Override
    public void close() {}
}
