package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.QueryContext;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.SlowQueryProcessor;
import java.io.IOException;
import java.io.Writer;

/** A slow query of application {@value IrodsRows#APP}. Takes little memory, whatever it is about. Thread-safe. */
public interface IrodsQuery extends SlowQueryProcessor {
    @Override
    default String app() {
        return IrodsRows.APP;
    }

    @Override
    default RowResult answer(Row input, QueryContext context)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        IrodsCall call = (IrodsCall) context;
        Manifests manifests = context.resources(Manifests.class);
        return call.onIrods(session -> answer(input, new Means(session, call.limits(), manifests, context::output)));
    }

    /**
     * Answers a question. What it finds is in the output files; the result has the totals.
     *
     * @throws UnavailableException when iRODS cannot be reached or the connection is lost; the question is to be asked again
     * @throws IOException when a temporary or an output file cannot be written
     */
    RowResult answer(Row input, Means means)
            throws UnavailableException, IrodsException, IOException, InterruptedException;

    /**
     * What a question is answered with.
     *
     * @param session of whom the query works for; used by this thread only
     * @param limits what the token of the query allows; the collection that it is about is held against it
     */
    record Means(IrodsSession session, Limits limits, Manifests manifests, Outputs outputs) {}

    /** Opens output files. */
    @FunctionalInterface
    interface Outputs {
        /** @param name of a file that was not opened before */
        Writer output(String name) throws IOException;
    }
}
