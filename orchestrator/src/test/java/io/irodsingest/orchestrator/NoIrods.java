package io.irodsingest.orchestrator;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsSession;
import java.util.Map;

/** For workers whose tasks need no iRODS. */
final class NoIrods implements Irods {
    @Override
    public IrodsSession session() {
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
