package io.irodsingest.common.sync;

/** The kinds of source entries. */
public enum EntryKind {
    REGULAR, DIRECTORY, LINK, SOCKET, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE
}
