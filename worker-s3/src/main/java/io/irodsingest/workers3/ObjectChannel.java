package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreUnavailableException.Sign;
import io.irodsingest.workers3.checksum.ReadPart;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of an object, read piece by piece. Belongs to one thread. */
final class ObjectChannel implements ReadableByteChannel {
    /** How often a connection is made again before anything to speak of came of it. */
    static final int MOST_CUTS = 5;
    private static final int PIECE = 64 * 1024;
    /** What has to come before earlier cuts are forgotten, so that an object of any size gets through over a bad line. */
    private static final long MUCH = PIECE;
    private static final Logger LOG = LoggerFactory.getLogger(ObjectChannel.class);

    private final ObjectContent content;
    private final long end;
    private final ReadPart part;
    private long at;
    /** The place where the answer at hand begins. */
    private long asked;
    /** The place behind what the answer at hand has. */
    private long answered;
    private long cutAt;
    private int cuts;
    private boolean open = true;
    private ObjectStream stream;

    /** @param end the place behind the last byte */
    ObjectChannel(ObjectContent content, long from, long end) {
        this.content = content;
        this.at = from;
        this.cutAt = from;
        this.end = end;
        this.part = content.part(from, end);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        while (at < end) {
            if (stream == null) {
                asked = at;
                answered = Math.min(end, at + content.bucket().store().chunkSize());
                stream = content.get(at, answered - 1);
            }
            try {
                int got = transfer(into);
                if (got > 0) {
                    at += got;
                    if (at == end) {
                        part.ended();
                    }
                    endAnswer();
                    return got;
                }
                throw new EOFException("the answer ended early");
            } catch (IOException cut) {
                abort();
                mayGoOn(cut);
            }
        }
        return -1;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        abort();
    }

    /** An answer that was read whole gives its connection back; of one that has more, as from a store without ranges, no more is read. */
    private void endAnswer() throws IOException {
        if (at < answered) {
            return;
        }
        Long length = stream.response().contentLength();
        if (length != null && length == answered - asked) {
            stream.close();
            stream = null;
        } else {
            abort();
        }
    }

    private int transfer(ByteBuffer into) throws IOException {
        int most = (int) Math.min(into.remaining(), answered - at);
        if (into.hasArray()) {
            int got = stream.read(into.array(), into.arrayOffset() + into.position(), most);
            if (got > 0) {
                part.read(into.array(), into.arrayOffset() + into.position(), got);
                into.position(into.position() + got);
            }
            return got;
        }
        byte[] piece = new byte[Math.min(PIECE, most)];
        int got = stream.read(piece, 0, piece.length);
        if (got > 0) {
            part.read(piece, 0, got);
            into.put(piece, 0, got);
        }
        return got;
    }

    private void mayGoOn(IOException cut) throws IOException {
        if (cut instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            close();
            throw cut;
        }
        cuts = at - cutAt > MUCH ? 1 : cuts + 1;
        cutAt = at;
        if (cuts > MOST_CUTS) {
            throw lost(cut);
        }
        LOG.debug("{} was cut at byte {}, going on: {}", content.key(), at, cut.getMessage());
    }

    private IOException lost(IOException cut) {
        StoreUnavailableException away = new StoreUnavailableException(Sign.FAILS,
                "the connection to " + content.bucket().store().endpoint() + " was lost " + cuts
                        + " times in the middle of the object: " + cut.getMessage(),
                cut);
        return new StoreHealth(content.bucket(), content.key()).lastVerdict(away);
    }

    private void abort() {
        if (stream != null) {
            stream.abort();
            stream = null;
        }
    }
}
