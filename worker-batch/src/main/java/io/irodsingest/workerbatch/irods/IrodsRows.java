package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.List;

/** An operation of application {@code irods} on rows. Thread-safe. */
public interface IrodsRows {
    /** The name of the operation. */
    String op();

    /**
     * Works on rows, whose order does not matter. A repeat does no harm.
     *
     * @param results gets one for each row
     * @param session of whom the batch works for; used by this thread only
     * @param limits what the token of the batch allows; each path of a row is held against it
     * @throws UnavailableException when iRODS cannot be reached or the connection is lost; the rows that have no result by then are to be
     *         worked on again
     */
    void processAll(List<Row> rows, RowResults results, IrodsSession session, Limits limits)
            throws UnavailableException;
}
