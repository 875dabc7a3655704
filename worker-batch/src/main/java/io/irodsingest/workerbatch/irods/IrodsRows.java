package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResults;
import java.io.IOException;
import java.util.List;

/** An operation of application {@value #APP} on rows. Thread-safe. */
public interface IrodsRows extends BatchProcessor {
    String APP = "irods";

    @Override
    default String app() {
        return APP;
    }

    @Override
    default void processAll(List<Row> rows, RowResults results, BatchContext context)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        IrodsCall call = (IrodsCall) context;
        call.onIrods(session -> {
            processAll(rows, results, session, call.limits());
            return null;
        });
    }

    /**
     * Works on rows, whose order does not matter. A repeat does no harm.
     *
     * @param results gets one for each row
     * @param session of whom the batch works for; used by this thread only
     * @param limits what the token of the batch allows; each path of a row is held against it
     * @throws UnavailableException when iRODS cannot be reached; the rows that have no result by then are to be worked on again
     * @throws IrodsException when it refuses the session
     */
    void processAll(List<Row> rows, RowResults results, IrodsSession session, Limits limits)
            throws UnavailableException, IrodsException, InterruptedException;
}
