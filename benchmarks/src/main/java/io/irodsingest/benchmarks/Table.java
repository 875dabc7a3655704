package io.irodsingest.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measurements as Markdown. */
final class Table {
    private Table() {}

    static void print(List<Measurement> measurements) {
        System.out.println(
                "| client | pass | seconds | files/s | iRODS requests/file | Redis round trips/file | messages/file | CPU seconds |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Measurement one : measurements) {
            System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %,.0f | %.3f | %.4f | %.4f | %s |%n", one.client(),
                    one.pass(),
                    one.seconds(),
                    one.filesPerSecond(), one.irodsRequestsPerFile(), one.redisRoundTripsPerFile(),
                    one.brokerMessagesPerFile(),
                    pairs(one.cpuSeconds(), "%s %.1f"));
        }
        Map<String, Map<String, Long>> peaks = new LinkedHashMap<>();
        measurements.forEach(one -> peaks.put(one.client(), one.peakMegabytes()));
        peaks.forEach((client, peak) -> System.out.println("peak resident memory in MB, " + client + ": "
                + pairs(peak, "%s %d")));
    }

    private static String pairs(Map<String, ?> figures, String format) {
        return figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, format, figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", "));
    }
}
