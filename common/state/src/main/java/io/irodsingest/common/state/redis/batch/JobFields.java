package io.irodsingest.common.state.redis.batch;

import java.util.List;
import java.util.Map;

/** Reads the records of jobs as they are in Redis. */
@FunctionalInterface
public interface JobFields {
    /** The fields of each record, in the order of the ids; of a job that is forgotten, none. */
    List<Map<String, String>> read(List<String> ids) throws InterruptedException;
}
