package io.irodsingest.workerbatch.run;

import io.irodsingest.common.handler.HandlerSession.OwnWork;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.workerbatch.irods.IrodsCall;
import java.io.IOException;

/** What a processor works with during a call. */
class CallContext implements BatchContext, IrodsCall {
    private final CallFacts facts;
    private final ProcessorCall call;

    CallContext(CallFacts facts, ProcessorCall call) {
        this.facts = facts;
        this.call = call;
    }

    @Override
    public String id() {
        return facts.batch();
    }

    @Override
    public String app() {
        return facts.processor().app();
    }

    @Override
    public String op() {
        return facts.processor().op();
    }

    @Override
    public String context() {
        return facts.context();
    }

    @Override
    public <T> T resources(Class<T> type) {
        AutoCloseable opened = facts.resources()
                .orElseThrow(() -> new IllegalStateException("application " + app() + " has no initializer"));
        if (!type.isInstance(opened)) {
            throw new IllegalStateException("the initializer of application " + app() + " has opened a "
                    + opened.getClass().getName() + ", which is no " + type.getName());
        }
        return type.cast(opened);
    }

    @Override
    public Session session() {
        return call.session();
    }

    @Override
    public <T> T onIrods(OwnWork<T> work)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        return call.session().lend(work);
    }

    @Override
    public Limits limits() {
        return facts.limits();
    }
}
