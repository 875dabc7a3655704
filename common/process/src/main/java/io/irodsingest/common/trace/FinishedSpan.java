package io.irodsingest.common.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.Optional;

/**
 * Work that has just come to its end.
 *
 * @param name of the kind of work, one of few
 * @param own what other work names as its parent to belong below this one
 * @param parent whom it was done for; empty for what begins a trace
 * @param took until now
 * @param error in some words; empty when the work did what it was to do
 */
public record FinishedSpan(String name, SpanKind kind, TraceParent own, Optional<TraceParent> parent, Duration took,
        Attributes attributes, Optional<String> error) {}
