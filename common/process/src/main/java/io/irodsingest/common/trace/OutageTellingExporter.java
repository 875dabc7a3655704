package io.irodsingest.common.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in one line when the tracing tool begins to refuse spans or is away, and in one when it has taken all for a while again.
 * Thread-safe.
 */
final class OutageTellingExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(OutageTellingExporter.class);
    /** One that fails now and then is told of once. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final SpanExporter exporter;
    private final LongSupplier nanos;
    private boolean away;
    private long failedAt;
    private long lost;

    OutageTellingExporter(SpanExporter exporter) {
        this(exporter, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    OutageTellingExporter(SpanExporter exporter, LongSupplier nanos) {
        this.exporter = exporter;
        this.nanos = nanos;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        int number = spans.size();
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                taken();
            } else {
                notTaken(number, result.getFailureThrowable());
            }
        });
    }

    private synchronized void taken() {
        if (away && nanos.getAsLong() - failedAt >= QUIET.toNanos()) {
            away = false;
            LOG.info("the tracing tool takes spans again; at least {} were lost", lost);
        }
    }

    private synchronized void notTaken(int number, Throwable failure) {
        failedAt = nanos.getAsLong();
        lost = away ? lost + number : number;
        if (!away) {
            away = true;
            LOG.warn("the tracing tool does not take spans, and they are lost: {}", reason(failure));
        }
    }

    private static String reason(Throwable failure) {
        if (failure instanceof HttpExportException refused && refused.getResponse() != null) {
            return "HTTP status " + refused.getResponse().getStatusCode();
        }
        Throwable innermost = failure;
        while (innermost != null && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost == null ? "no reason is given" : innermost.toString().replaceAll("\\s+", " ");
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
