package io.irodsingest.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @ParameterizedTest
    @CsvSource({"00,01,01", "00,00,00", "00,03,01", "00,fe,00", "01,01,01", "cc,01-more,01", "fe,00-,00"})
    void whatIsValidIsPassedOnInVersion00(String version, String rest, String flags) {
        assertThat(TraceParent.parse(version + '-' + TRACE + '-' + PARENT + '-' + rest)).hasValueSatisfying(parsed -> {
            assertThat(parsed.traceId()).isEqualTo(TRACE);
            assertThat(parsed.parentId()).isEqualTo(PARENT);
            assertThat(parsed).hasToString("00-" + TRACE + '-' + PARENT + '-' + flags);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00-" + TRACE + '-' + PARENT, "00-" + TRACE + '-' + PARENT + "-1",
            "00-" + TRACE + '-' + PARENT + "-01-", "00-" + TRACE + '-' + PARENT + "-01-more",
            "00-" + TRACE + '-' + PARENT + "-0g", "00-" + TRACE + '-' + PARENT + "-01 ",
            "ff-" + TRACE + '-' + PARENT + "-01", "0-" + TRACE + '-' + PARENT + "-01",
            "cc-" + TRACE + '-' + PARENT + "-01more", "00-00000000000000000000000000000000-" + PARENT + "-01",
            "00-" + TRACE + "-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
            "00-" + TRACE + "0-" + PARENT + "-01", "00-" + TRACE + '-' + PARENT + "0-01",
            "00_" + TRACE + '_' + PARENT + "_01"})
    void whatIsInvalidIsIgnored(String header) {
        assertThat(TraceParent.parse(header)).isEmpty();
    }

    @Test
    void aNameHasOneTrace() {
        TraceParent one = TraceParent.of("0123456789abcdef0123");

        assertThat(TraceParent.parse(one.toString())).contains(one);
        assertThat(TraceParent.of("0123456789abcdef0123")).isEqualTo(one);
        assertThat(TraceParent.of("0123456789abcdef0124").traceId()).isNotEqualTo(one.traceId());
    }

    @Test
    void aSpanIsInTheLinesOfItsThreadWhileItGoesOn() {
        TraceParent parent = TraceParent.parse("00-" + TRACE + '-' + PARENT + "-01").orElseThrow();
        try (TracedWork span = TracedWork.below(parent)) {
            assertThat(MDC.get("trace_id")).isEqualTo(TRACE);
            assertThat(MDC.get("parent_span_id")).isEqualTo(PARENT);
            assertThat(span.asParent()).hasToString("00-" + TRACE + '-' + MDC.get("span_id") + "-01");
            assertThat(TraceParent.parse(span.asParent().toString())).contains(span.asParent());
            assertThat(span.asParent().parentId()).isNotEqualTo(PARENT);
        }
        assertThat(MDC.get("trace_id")).isNull();
        assertThat(MDC.get("span_id")).isNull();
        assertThat(MDC.get("parent_span_id")).isNull();
    }
}
