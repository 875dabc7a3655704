package io.irodsingest.common.metrics;

import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All meters of a process, those of its JVM among them, as Prometheus reads them. Thread-safe. */
public final class ProcessMetrics implements AutoCloseable {
    /** The text format 0.0.4. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Meters meters = new Meters(registry);

    /**
     * @param process what the process is, like {@code worker-s3}
     * @param version of this system
     */
    public ProcessMetrics(String process, String version) {
        List.of(new JvmMemoryMetrics(), collections, new JvmThreadMetrics(), new ClassLoaderMetrics(),
                new ProcessorMetrics(), new UptimeMetrics(), new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        meters.gauge("build", "Always 1; its labels say what runs", () -> 1, "process", process, "version",
                version);
    }

    /** Shows which servers the process waits for; those that only a job needs are waited for by the job. */
    public ProcessMetrics watch(Outages outages) {
        List<Dependency> common = Arrays.stream(Dependency.values()).filter(one -> !one.isOfJob()).toList();
        for (Dependency dependency : common) {
            meters.gauge("waiting_for", "Whether the process waits for a server",
                    () -> outages.current().stream().anyMatch(outage -> outage.dependency() == dependency) ? 1 : 0,
                    "dependency", dependency.label().toLowerCase(Locale.ROOT));
        }
        return this;
    }

    public Meters meters() {
        return meters;
    }

    /** In the format of {@link #MEDIA_TYPE}. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
