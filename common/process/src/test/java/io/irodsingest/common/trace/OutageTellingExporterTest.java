package io.irodsingest.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTellingExporterTest {
    static {
        try {
            // the server of the JDK reads its limits once in a JVM; those that MetricsListener sets are tested by others in this one
            Class.forName("io.irodsingest.common.metrics.MetricsListener");
        } catch (ClassNotFoundException renamed) {
            throw new ExceptionInInitializerError(renamed);
        }
    }

    private final Logger logger = (Logger) LoggerFactory.getLogger(OutageTellingExporter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private boolean taken;
    private final SpanExporter exporter = new OutageTellingExporter(new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return taken
                    ? CompletableResultCode.ofSuccess()
                    : CompletableResultCode.ofExceptionalFailure(new IOException("it is\naway"));
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }, nanos::get);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void export(boolean success, Duration later) {
        taken = success;
        nanos.addAndGet(later.toNanos());
        exporter.export(Arrays.asList(null, null));
    }

    @Test
    void beginAndEndAreOneLineEach() {
        export(true, Duration.ZERO);
        assertThat(lines()).isEmpty();
        for (int i = 0; i < 50; i++) {
            export(false, Duration.ofSeconds(5));
            export(true, Duration.ofSeconds(5));
        }
        assertThat(lines()).containsExactly(
                "the tracing tool does not take spans, and they are lost: java.io.IOException: it is away");
        export(true, Duration.ofSeconds(30));
        export(true, Duration.ofSeconds(30));
        assertThat(lines()).hasSize(2).last().isEqualTo("the tracing tool takes spans again; at least 100 were lost");
        export(false, Duration.ZERO);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void theReasonIsInTheToolsWords() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer tool = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tool.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        tool.start();
        try (Tracing tracing = Tracing.open(Map.of("otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + tool.getAddress().getPort(), "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.bsp.schedule.delay", "10"), "test", "1")) {
            tracing.ended(new FinishedSpan("work", SpanKind.INTERNAL, TraceParent.root(), Optional.empty(),
                    Duration.ZERO, Attributes.empty(), Optional.empty()));
            await().until(() -> !lines().isEmpty());
            assertThat(lines()).singleElement().asString().endsWith("lost: HTTP status 401");
        } finally {
            tool.stop(0);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatCannotBeIsToldWhenSendingBegins() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Tracing.open(Map.of("otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.traces.sampler", "sometimes"), "test", "1"))
                .withMessageContaining("OTEL_").withMessageContaining("sometimes");
    }
}
