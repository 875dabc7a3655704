package io.irodsingest.common.state.redis.lua;

import java.util.List;

/**
 * The way to Redis. What is sent waits while Redis is away, and may be run twice.
 */
@FunctionalInterface
public interface BinaryScripts {
    /**
     * Runs a script that answers with a list.
     *
     * @param keys all in one slot
     * @param arguments bytes are sent as they are, everything else as text
     * @return whole numbers as Long, texts as bytes, and lists of these
     */
    List<Object> run(String script, List<Object> keys, List<?> arguments) throws InterruptedException;
}
