package io.irodsingest.common.irods.protocol;

/**
 * An authenticated connection, as a client library made it.
 *
 * @param release of the server
 * @param apostrophe what the server means by {@code &apos;}: an apostrophe, but a backtick to clients that say that they are
 *     older than 4.2.9 (packStruct.cpp, tag 5.0.2)
 */
public record Link(Transport transport, Release release, char apostrophe) {}
