package io.irodsingest.ingesttasks;

import java.util.Optional;

/**
 * Some names of a directory that follow each other where the source lists them in order.
 *
 * @param after the name before the first, which is not of the part
 * @param through the last name, which need not be that of an entry; empty for the end
 */
public record DirectoryPart(String after, Optional<String> through) {}
