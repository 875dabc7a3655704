package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.sync.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * The bytes of an entry. A link or a socket has none; what it is stands in its metadata.
 *
 * @param entry how it was when it was looked at
 */
record FileContent(FileEntry entry) implements Content {
    @Override
    public ReadableByteChannel open(long from, long length) throws IOException {
        if (entry.stamp().kind() != EntryKind.REGULAR) {
            return Channels.newChannel(new ByteArrayInputStream(new byte[0]));
        }
        try (OpenDirectory directory = entry.tree().openParent(entry.path())) {
            SeekableByteChannel channel = directory.read(entry.path());
            return from == 0 ? channel : channel.position(from);
        }
    }

    @Override
    public void checkUnchanged() throws IOException {
        if (!FileEntry.at(entry.path(), entry.tree()).map(FileEntry::stamp).equals(Optional.of(entry.stamp()))) {
            throw new IOException("it changed while it was read");
        }
    }
}
