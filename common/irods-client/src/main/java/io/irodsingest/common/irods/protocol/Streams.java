package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a part of a source into a replica, over as many connections as are free: each writes a stretch of its own. The others
 * leave the replica before the first one may close it; when one fails, all of them end.
 */
final class Streams {
    private final OpenReplica replica;
    private final Source source;
    private final int piece;
    private volatile boolean failed;

    Streams(OpenReplica replica, Source source, int piece) {
        this.replica = replica;
        this.source = source;
        this.piece = piece;
    }

    /** @param most connections, the one on which the replica is open among them */
    void write(long from, long to, int most) throws UnavailableException, IrodsException, IOException {
        List<Conversation> others = most > 1 ? replica.conversation().others(most - 1) : List.of();
        try {
            if (others.isEmpty()) {
                stretch(replica, from, to);
            } else {
                write(from, to, others);
            }
        } finally {
            others.forEach(Conversation::close);
        }
    }

    private void write(long from, long to, List<Conversation> others)
            throws UnavailableException, IrodsException, IOException {
        long length = (to - from) / (others.size() + 1);
        boolean complete = false;
        try (ExecutorService threads = Executors
                .newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("upload-", 1).factory())) {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            for (int i = 1; i <= others.size(); i++) {
                Conversation other = others.get(i - 1);
                long begin = from + i * length;
                long end = i == others.size() ? to : begin + length;
                running.submit(() -> joined(other, begin, end));
            }
            try {
                stretch(replica, from, from + length);
                for (int i = 0; i < others.size(); i++) {
                    await(running);
                }
                complete = true;
            } finally {
                if (!complete) {
                    failed = true;
                    others.forEach(Conversation::abort);
                }
            }
        }
    }

    private Void joined(Conversation conversation, long from, long to)
            throws UnavailableException, IrodsException, IOException {
        boolean complete = false;
        try {
            OpenReplica joined = replica.join(conversation);
            stretch(joined, from, to);
            joined.leave();
            complete = true;
            return null;
        } finally {
            if (!complete) {
                failed = true;
                conversation.cut();
            }
        }
    }

    private void stretch(OpenReplica into, long from, long to)
            throws UnavailableException, IrodsException, IOException {
        if (from > 0) {
            into.seek(from);
        }
        byte[] buffer = into.conversation().run(connection -> connection.buffer(piece));
        source.read(from, to - from, buffer, piece, (bytes, count) -> {
            if (!failed) {
                into.write(bytes, count);
            }
            return !failed;
        });
    }

    private static void await(CompletionService<Void> running)
            throws UnavailableException, IrodsException, IOException {
        try {
            Future<Void> ended = running.take();
            ended.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(Dependency.IRODS, "the upload was cut to end the work on it", stopped);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case UnavailableException away -> throw away;
                case IrodsException refused -> throw refused;
                case IOException unreadable -> throw unreadable;
                default -> throw new IllegalStateException("an upload failed", failure.getCause());
            }
        }
    }
}
