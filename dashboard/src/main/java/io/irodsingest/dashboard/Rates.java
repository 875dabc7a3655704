package io.irodsingest.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How much was done over the last hour, as far as the orchestrator has looked on.
 *
 * @param points the older first; each tells of the ten seconds or so before it
 */
public record Rates(List<Point> points) {
    public Rates {
        points = List.copyOf(points);
    }

    /**
     * @param at seconds since 1970
     * @param entries that were done a second
     * @param bytes that were found a second
     */
    public record Point(long at, double entries, double bytes) {}

    /** The latest; zero when there is none yet. */
    public Point latest() {
        return points.isEmpty() ? new Point(0, 0, 0) : points.getLast();
    }

    /** For a script: numbers with commas between. */
    public String times() {
        return points.stream().map(point -> String.valueOf(point.at())).collect(Collectors.joining(","));
    }

    public String entries() {
        return numbers(Point::entries);
    }

    public String bytes() {
        return numbers(Point::bytes);
    }

    private String numbers(ToDoubleFunction<Point> value) {
        return points.stream().map(point -> String.format(Locale.ROOT, "%.2f", value.applyAsDouble(point)))
                .collect(Collectors.joining(","));
    }
}
