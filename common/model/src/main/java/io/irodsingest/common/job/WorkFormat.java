package io.irodsingest.common.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How the works of a kind stand in the records of jobs. A service: a process reads the works of all kinds whose modules are on its class
 * path, and takes the others for {@link ForeignWork}.
 */
public interface WorkFormat {

    /** As {@link Work#kind}. */
    String kind();

    /** The type of all works of the kind. */
    Class<? extends Work> type();

    /**
     * Reads a work of its record.
     *
     * @param record the specification of the job
     * @throws JsonProcessingException when it is not of the kind
     */
    default Work read(ObjectNode record, JsonMapper json) throws JsonProcessingException {
        return json.treeToValue(record.path("work"), type());
    }

    /** Adds a work of the kind to the specification of its job. */
    default void write(Work work, ObjectNode record, JsonMapper json) {
        record.set("work", json.valueToTree(work));
    }
}
