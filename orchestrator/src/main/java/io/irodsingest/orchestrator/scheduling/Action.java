package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a schedule does at its times, as it is kept: without anything secret in clear. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Action.Start.class, name = "start"),
        @JsonSubTypes.Type(value = Action.Submit.class, name = "submit"),
        @JsonSubTypes.Type(value = Action.Retry.class, name = "retry")})
public sealed interface Action {

    /** A job is made, of one kind or another. */
    sealed interface Making extends Action {
        /** As it was sent, without anything secret in clear. */
        ObjectNode request();
    }

    /**
     * A job is started.
     *
     * @param request as it was sent, with {@link Actions#HIDDEN} for a key pair, and without the content of an event handler, which is attached to
     *        the schedule
     * @param seal what was taken out of it, sealed by the cluster's key for this schedule, request and maker
     */
    record Start(ObjectNode request, Optional<String> seal) implements Making {}

    /**
     * A batch is submitted with its rows, or a slow query.
     *
     * @param query whether it is a slow query
     */
    record Submit(ObjectNode request, boolean query) implements Making {}

    /**
     * The failures of a job are tried again.
     *
     * @param job name or id
     */
    record Retry(String job) implements Action {}
}
