package io.irodsingest.workerbatch.output;

import io.irodsingest.common.irods.IrodsException;
import java.io.IOException;
import java.nio.file.Path;

/** Where the output files of one batch go. */
interface Destination {
    /**
     * Brings a file there. It is seen when it is complete; one that has its name is replaced.
     *
     * @throws IOException when the place cannot be written to; the message says why
     */
    void deliver(String name, Path file) throws IOException, IrodsException, InterruptedException;
}
