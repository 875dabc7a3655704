package io.irodsingest.handlerapi;

import java.util.List;

/**
 * An open connection to iRODS, for use during the call that it was given to. After that call, and after the call's timeout,
 * every method throws {@link IllegalStateException}. Paths are absolute logical paths. Every method is one request, except
 * where it says otherwise, and blocks until the server has answered.
 *
 * <p>Whoever the job works as is who the session belongs to: the account of the workers, or the one that
 * {@link EventHandler#asUser} names.
 */
public interface Session {
    /** Whether a data object or a collection is at the path. */
    boolean exists(String path) throws SessionException;

    /** Whether a collection is at the path; false also for a data object. */
    boolean isCollection(String path) throws SessionException;

    /** Makes a collection and what is missing of its parents; its existence is no error. */
    void createCollection(String path) throws SessionException;

    /** The AVUs of a data object or a collection, in no order; two requests. Empty also when nothing is at the path. */
    List<Avu> metadata(String path) throws SessionException;

    /** Adds an AVU to a data object or a collection; two requests. One that is there already is no error. */
    void addMetadata(String path, Avu avu) throws SessionException;

    /** Removes an AVU of a data object or a collection; two requests. One that is not there is no error. */
    void removeMetadata(String path, Avu avu) throws SessionException;

    /**
     * Runs a GenQuery2, like {@code select DATA_SIZE where COLL_NAME = '/tempZone/home/rods' and DATA_NAME = 'a'}.
     *
     * @return rows of values in the order of the columns; at most 256 when the query has no {@code limit}
     */
    List<List<String>> query(String genQuery2) throws SessionException;

    /** A text as a string of GenQuery2, with its apostrophes. */
    static String quoted(String text) {
        return '\'' + text.replace("\\", "\\x5c").replace("'", "''") + '\'';
    }
}
