package io.irodsingest.orchestrator.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends downloads, of which so many at a time that they take a bounded part of the memory. Thread-safe. */
final class Downloads {
    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final int MOST = 16;

    private final Semaphore free = new Semaphore(MOST);

    /** @throws Refusal when there are too many, or for whatever the download throws before something of it was sent */
    void send(Context context, Download download) throws IOException, InterruptedException {
        if (!free.tryAcquire()) {
            throw Refusal.unavailable("there are " + MOST + " downloads already; ask again later");
        }
        try {
            context.contentType(download.mediaType() + ";charset=utf-8");
            download.content().write(context.res().getOutputStream());
            context.res().getOutputStream().close();
        } catch (EofException gone) {
            LOG.debug("who asked for {} is gone: {}", context.path(), gone.toString());
        } catch (IOException | RuntimeException | InterruptedException failed) {
            if (!context.res().isCommitted()) {
                context.res().resetBuffer();
                throw failed;
            }
            LOG.warn("{} {} broke off in the middle: {}", context.method(), context.path(), failed.toString());
            ServletContextRequest.getServletContextRequest(context.req()).getConnectionMetaData().getConnection()
                    .getEndPoint().close();
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } finally {
            free.release();
        }
    }
}
