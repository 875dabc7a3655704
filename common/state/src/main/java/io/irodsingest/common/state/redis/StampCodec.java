package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Stamps in about 15 bytes: kind in the low 3 bits of the first byte and tag in the others; size as a varint; modification
 * time in 8 bytes; what the change time is later than that, as a zig-zag varint. A name's hash is 8 bytes. Big-endian.
 */
final class StampCodec {
    /** Their places are in Redis: only ever added to. */
    private static final List<EntryKind> KINDS = List.of(EntryKind.REGULAR, EntryKind.DIRECTORY, EntryKind.LINK,
            EntryKind.SOCKET, EntryKind.FIFO, EntryKind.CHARACTER_DEVICE, EntryKind.BLOCK_DEVICE);
    private static final int KIND_BITS = 3;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int LONGEST = 1 + 10 + Long.BYTES + 10;

    private StampCodec() {}

    static byte[] encode(EntryStamp stamp) {
        if (stamp.tag() < 0 || stamp.tag() > SyncCache.LARGEST_TAG) {
            throw new IllegalArgumentException("a tag of " + stamp.tag());
        }
        ByteBuffer out = ByteBuffer.allocate(LONGEST);
        out.put((byte) (stamp.tag() << KIND_BITS | KINDS.indexOf(stamp.kind())));
        putVarint(out, stamp.size());
        out.putLong(stamp.modifiedNanos());
        long later = stamp.changedNanos() - stamp.modifiedNanos();
        putVarint(out, later << 1 ^ later >> Long.SIZE - 1);
        byte[] encoded = new byte[out.position()];
        out.flip().get(encoded);
        return encoded;
    }

    /** Empty for what this version cannot read: then it counts as not remembered. */
    static Optional<EntryStamp> decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            int head = in.get() & 0xFF;
            if ((head & KIND_MASK) >= KINDS.size()) {
                return Optional.empty();
            }
            long size = getVarint(in);
            long modified = in.getLong();
            long later = getVarint(in);
            return Optional.of(new EntryStamp(KINDS.get(head & KIND_MASK), size, modified,
                    modified + (later >>> 1 ^ -(later & 1)), head >>> KIND_BITS));
        } catch (BufferUnderflowException tooShort) {
            return Optional.empty();
        }
    }

    static byte[] encode(NameHash name) {
        return ByteBuffer.allocate(Long.BYTES).putLong(name.value()).array();
    }

    static NameHash decodeName(byte[] encoded) {
        return new NameHash(ByteBuffer.wrap(encoded).getLong());
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long getVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }
}
