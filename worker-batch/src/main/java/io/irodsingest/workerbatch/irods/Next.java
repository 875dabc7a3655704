package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.handlerapi.batch.RowResult;
import java.util.function.Function;

/** What is next for a row: to ask the server something, or that it has its result. */
sealed interface Next {
    /** @param after what the reply means */
    record Ask(IrodsRequest request, Function<Reply, Next> after) implements Next {}

    record Done(RowResult result) implements Next {}
}
