package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open replicas of one session by descriptor; the lowest is 3, as with iRODS. Not thread-safe. */
public final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);
    private static final int FIRST = 3;

    private final List<Open> open = new ArrayList<>();

    /** One open replica; {@code lock} is null when it is open for reading. */
    public static final class Open {
        private final FileChannel file;
        private final OpenReplicas.Lock lock;
        private final boolean primary;
        private final long dataId;
        private final int number;
        private final KeyValues conditions;
        private long position;

        /**
         * @param primary whether this one opened the replica first, without a token
         * @param conditions of the request that opened it; a checksum asked for in them is due at the end
         */
        public Open(FileChannel file, OpenReplicas.Lock lock, boolean primary, long dataId, int number,
                KeyValues conditions) {
            this.file = file;
            this.lock = lock;
            this.primary = primary;
            this.dataId = dataId;
            this.number = number;
            this.conditions = conditions;
        }

        public FileChannel file() {
            return file;
        }

        public OpenReplicas.Lock lock() {
            return lock;
        }

        public long dataId() {
            return dataId;
        }

        public int number() {
            return number;
        }

        public KeyValues conditions() {
            return conditions;
        }

        public long position() {
            return position;
        }

        public void position(long changed) {
            position = changed;
        }
    }

    /** @return its descriptor */
    public int add(Open opened) {
        int free = open.indexOf(null);
        if (free < 0) {
            open.add(opened);
            return FIRST + open.size() - 1;
        }
        open.set(free, opened);
        return FIRST + free;
    }

    public Open get(int descriptor) throws IrodsException {
        int index = descriptor - FIRST;
        Open found = index < 0 || index >= open.size() ? null : open.get(index);
        if (found == null) {
            throw new IrodsException(Status.SYS_FILE_DESC_OUT_OF_RANGE);
        }
        return found;
    }

    public void remove(int descriptor) {
        open.set(descriptor - FIRST, null);
    }

    public boolean anyOpen() {
        return open.stream().anyMatch(java.util.Objects::nonNull);
    }

    /** Closes everything without finishing it. */
    public void abandon(SessionState session) throws SQLException {
        for (Open abandoned : open) {
            if (abandoned != null) {
                try {
                    abandoned.file.close();
                } catch (IOException e) {
                    LOG.warn("cannot close the file of an abandoned replica: {}", e.toString());
                }
                if (abandoned.lock != null) {
                    Writing.abandon(session, abandoned.lock, abandoned.primary);
                }
            }
        }
        open.clear();
    }
}
