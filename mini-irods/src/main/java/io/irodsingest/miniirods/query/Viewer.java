package io.irodsingest.miniirods.query;

/**
 * Who asks. An admin sees every row; anyone else only the data objects and collections that he, a group of his or the group
 * "public" may at least read.
 *
 * @param userId key of {@code R_USER_MAIN}
 */
public record Viewer(long userId, boolean admin) {}
