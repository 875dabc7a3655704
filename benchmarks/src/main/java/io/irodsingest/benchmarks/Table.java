package io.irodsingest.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measurements as Markdown. */
final class Table {
    private Table() {}

    static void print(List<Measurement> measurements) {
        System.out.println(
                "| pass | seconds | files/s | iRODS requests/file | Redis round trips/file | messages/file | CPU seconds |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Measurement one : measurements) {
            System.out.printf(Locale.ROOT, "| %s | %.2f | %,.0f | %.3f | %.4f | %.4f | %s |%n", one.pass(),
                    one.seconds(),
                    one.filesPerSecond(), one.irodsRequestsPerFile(), one.redisRoundTripsPerFile(),
                    one.brokerMessagesPerFile(),
                    pairs(one.cpuSeconds(), "%s %.1f"));
        }
        System.out.println("peak resident memory in MB: " + pairs(measurements.getLast().peakMegabytes(), "%s %d"));
    }

    private static String pairs(Map<String, ?> figures, String format) {
        return figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, format, figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", "));
    }
}
