package io.irodsingest.common.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Makes the meters of this system. A name is given without {@code irods_ingest_} and without the {@code _total} of a counter or
 * the {@code _seconds} of a timer, which are added when they are read; labels are pairs of a key and a value, and a value is one
 * of a few that are known beforehand. Asked twice for the same name and labels it gives the same meter. Thread-safe.
 */
public final class Meters {
    /** For parts that nobody measures: its meters do nothing. */
    public static final Meters NONE = new Meters(nothing());

    private static final String PREFIX = "irods_ingest_";

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    private static MeterRegistry nothing() {
        MeterRegistry nothing = new CompositeMeterRegistry();
        nothing.config().meterFilter(MeterFilter.deny());
        return nothing;
    }

    public Counter counter(String name, String description, String... labels) {
        return Counter.builder(PREFIX + name).description(description).tags(labels).register(registry);
    }

    /** A counter of what somebody counts already. */
    public void counter(String name, String description, LongAdder counted) {
        FunctionCounter.builder(PREFIX + name, counted, LongAdder::sum).description(description).register(registry);
    }

    /** A histogram of times, in seconds when it is read. */
    public Timer timer(String name, String description, Buckets buckets, String... labels) {
        return Timer.builder(PREFIX + name).description(description).tags(labels)
                .serviceLevelObjectives(buckets.limits()).register(registry);
    }

    /** @param value asked for at each scrape; it must answer at once */
    public void gauge(String name, String description, Supplier<Number> value, String... labels) {
        Gauge.builder(PREFIX + name, value).description(description).tags(labels).register(registry);
    }

    /** Gauges of one name whose labels change. */
    public MultiGauge gauges(String name, String description) {
        return MultiGauge.builder(PREFIX + name).description(description).register(registry);
    }
}
