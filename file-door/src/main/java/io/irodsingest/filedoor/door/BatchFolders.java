package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the batches of a door are: a folder for each, with the file, its report, and later the results. */
interface BatchFolders {
    /** Batches of which the results are not there, in no order. */
    List<String> pending() throws IOException;

    /** What is known of a batch whose results are not there; empty when another door has put them there. */
    Optional<TakenFile> find(String batchId) throws IOException;

    /** The local file to which results are written while they come; nobody else writes there. */
    Path resultsInTheMaking(String batchId, String door) throws IOException;

    /** Shows results, which have come. */
    void showResults(String batchId, Path made) throws IOException;

    /** A batch is over, and nothing more is to be done for it. */
    void close(TakenFile ended) throws IOException;
}
