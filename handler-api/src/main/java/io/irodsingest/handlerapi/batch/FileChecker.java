package io.irodsingest.handlerapi.batch;

import java.io.InputStream;

/**
 * Makes rows of files of one type, for a file door. A door makes one object of it and keeps it; it has a constructor without parameters.
 * It is found as processors are, by {@link java.util.ServiceLoader}, in the jars of the door's plug-in directory.
 *
 * <p><b>Threads.</b> Calls come on several threads at once, for several files.
 *
 * <p><b>How often.</b> A file is checked again when its door died before its rows were submitted: the same file gives the same rows.
 */
public interface FileChecker {
    /** What a door's configuration calls it: up to 50 letters, digits and . - _ of which the first is a letter. */
    String name();

    /**
     * Goes over a file and gives all of its rows, or tells all that is wrong with it: one complaint, and none of its rows is submitted.
     *
     * @param file to be read as a stream, for it may be larger than the memory; closed by the caller
     * @throws Exception when the file cannot be checked to its end for a reason in it, which is a complaint about the whole of it. An
     *         {@link java.io.IOException} that {@code file} throws must be passed on: then the check is done again later
     */
    void check(InputStream file, RowSink rows) throws Exception;
}
