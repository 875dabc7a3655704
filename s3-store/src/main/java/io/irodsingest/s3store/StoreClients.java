package io.irodsingest.s3store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of stores: opened at their first use, shared while they are used, and closed when nobody used them for a while or
 * when many are out of use. So a process that sees many stores and key pairs keeps few connections. Thread-safe.
 */
public final class StoreClients implements AutoCloseable {
    /** So long a client stays open that nobody uses. */
    public static final Duration LONGEST_IDLE = Duration.ofMinutes(2);
    /** So many stay open that nobody uses. */
    public static final int MOST_IDLE = 16;
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(StoreClients.class);

    private final Function<Access, StoreClient> opener;
    private final LongSupplier nanos;
    /** That which was not used for the longest time comes first. */
    private final Map<Access, Shared> clients = new LinkedHashMap<>(16, 0.75F, true);
    private final ScheduledExecutorService rounds = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("s3-idle-clients").factory());
    private boolean closed;

    /** One store as one user sees it. */
    public record Access(S3Store store, S3Credentials credentials) {}

    private static final class Shared {
        private final StoreClient client;
        private int uses;
        private long lastUsed;

        Shared(StoreClient client) {
            this.client = client;
        }
    }

    /** Keeps a client open until it is closed itself; closing it again has no effect. Thread-safe. */
    public final class Use implements AutoCloseable {
        private final Shared shared;
        private boolean over;

        private Use(Shared shared) {
            this.shared = shared;
        }

        public StoreClient client() {
            return shared.client;
        }

        @Override
        public void close() {
            synchronized (clients) {
                if (!over) {
                    over = true;
                    shared.uses--;
                    shared.lastUsed = nanos.getAsLong();
                }
            }
        }
    }

    /** @param nanos a clock like {@link System#nanoTime()} */
    public StoreClients(Function<Access, StoreClient> opener, LongSupplier nanos) {
        this.opener = opener;
        this.nanos = nanos;
        rounds.scheduleWithFixedDelay(this::closeIdle, ROUND.toSeconds(), ROUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** @throws IllegalStateException after {@link #close()} */
    public Use use(Access access) {
        List<StoreClient> unused = List.of();
        try {
            synchronized (clients) {
                checkOpen();
                Shared shared = clients.computeIfAbsent(access, wanted -> new Shared(opener.apply(wanted)));
                shared.uses++;
                unused = takeIdle();
                return new Use(shared);
            }
        } finally {
            closeAll(unused);
        }
    }

    /** @throws IllegalStateException after {@link #close()} */
    public void checkOpen() {
        synchronized (clients) {
            if (closed) {
                throw new IllegalStateException("the S3 clients are closed");
            }
        }
    }

    /** Closes clients that nobody used for long, and those that are too many. */
    public void closeIdle() {
        List<StoreClient> unused;
        synchronized (clients) {
            unused = takeIdle();
        }
        closeAll(unused);
    }

    /** How many are open. */
    public int open() {
        synchronized (clients) {
            return clients.size();
        }
    }

    /** Cuts what is still being read. */
    @Override
    public void close() {
        rounds.shutdownNow();
        List<StoreClient> all;
        synchronized (clients) {
            closed = true;
            all = clients.values().stream().map(shared -> shared.client).toList();
            clients.clear();
        }
        closeAll(all);
    }

    private List<StoreClient> takeIdle() {
        List<StoreClient> taken = new ArrayList<>();
        long idle = clients.values().stream().filter(shared -> shared.uses == 0).count();
        long now = nanos.getAsLong();
        for (Iterator<Shared> all = clients.values().iterator(); all.hasNext() && idle > 0;) {
            Shared shared = all.next();
            if (shared.uses == 0) {
                if (idle > MOST_IDLE || now - shared.lastUsed > LONGEST_IDLE.toNanos()) {
                    taken.add(shared.client);
                    all.remove();
                }
                idle--;
            }
        }
        return taken;
    }

    private static void closeAll(List<StoreClient> unused) {
        for (StoreClient client : unused) {
            try {
                client.close();
            } catch (RuntimeException problem) {
                LOG.warn("a client of an S3 store was not closed well", problem);
            }
        }
    }
}
