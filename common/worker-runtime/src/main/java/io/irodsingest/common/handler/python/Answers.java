package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.handlerapi.SessionException;

/** Answers what an event handler asks of its worker in the middle of a call. */
@FunctionalInterface
interface Answers {
    /** Has nothing to answer: of calls in which nothing can be asked. */
    Answers NONE = (question, arguments) -> {
        throw new SessionException(question + " cannot be asked here", 0);
    };

    /**
     * @param question its name
     * @param arguments a list
     * @return what becomes JSON; null for nothing
     * @throws SessionException when the answer is an error, which is told to the event handler
     */
    Object answer(String question, JsonNode arguments) throws SessionException, InterruptedException;
}
