package io.irodsingest.miniirods.catalog;

/**
 * Where a replica is kept.
 *
 * @param resource the number of the one that has its file
 * @param hierarchy the names of the resources from the root to that one, with semicolons between
 * @param path of the file
 */
public record Place(long resource, String hierarchy, String path) {}
