package io.irodsingest.miniirods.catalog;

/**
 * How a catalog is kept.
 *
 * @param durable whether each commit of one in a file is with the operating system when it returns
 * @param takesBytes whether names and paths may have bytes that are no UTF-8; the usual database, in UTF-8, refuses them
 */
public record Storage(boolean durable, boolean takesBytes) {}
