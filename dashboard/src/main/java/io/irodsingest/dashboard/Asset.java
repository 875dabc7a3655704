package io.irodsingest.dashboard;

/**
 * A file that pages name.
 *
 * @param content not to be changed
 */
public record Asset(String mediaType, byte[] content) {}
