package io.irodsingest.adminapi.batch;

import java.util.List;

/** The output files of a batch or slow query. */
public record FileList(List<OutputFile> files) {

    /** @param bytes as far as the rows have a result */
    public record OutputFile(String name, long bytes) {}
}
