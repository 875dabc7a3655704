package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.sync.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes of an entry. A link or a socket has none; what it is stands in its metadata.
 *
 * @param stamp how the entry was when it was looked at
 */
record FileContent(RawPath path, EntryStamp stamp) implements Content {
    @Override
    public ReadableByteChannel open(long from, long length) throws IOException {
        if (stamp.kind() != EntryKind.REGULAR) {
            return Channels.newChannel(new ByteArrayInputStream(new byte[0]));
        }
        SeekableByteChannel channel = Files.newByteChannel(path.toPath(),
                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        return from == 0 ? channel : channel.position(from);
    }

    @Override
    public void checkUnchanged() throws IOException {
        Optional<EntryStamp> now = Stat.of(path.toPath());
        if (!now.equals(Optional.of(stamp))) {
            throw new IOException("it changed while it was read");
        }
    }
}
