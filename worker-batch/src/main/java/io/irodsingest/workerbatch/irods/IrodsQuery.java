package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import java.io.IOException;
import java.io.Writer;

/** A slow query of application {@code irods}. Takes little memory, whatever it is about. Thread-safe. */
public interface IrodsQuery {
    /** The name of the operation. */
    String op();

    /**
     * Answers a question. What it finds is in the output files; the result has the totals.
     *
     * @param session of whom the query works for; used by this thread only
     * @param limits what the token of the query allows; the collection that it is about is held against it
     * @throws UnavailableException when iRODS cannot be reached or the connection is lost; the question is to be asked again
     * @throws IOException when a temporary or an output file cannot be written
     */
    RowResult answer(Row input, Outputs outputs, IrodsSession session, Limits limits)
            throws UnavailableException, IrodsException, IOException, InterruptedException;

    /** Opens output files. */
    @FunctionalInterface
    interface Outputs {
        /** @param name of a file that was not opened before */
        Writer output(String name) throws IOException;
    }
}
