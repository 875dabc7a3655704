package io.irodsingest.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pass.
 *
 * @param client the client of iRODS
 * @param seconds as the job says
 * @param cpuSeconds of each process during the pass
 * @param peakMegabytes resident memory of each process at most, since it began
 */
record Measurement(String client, String pass, long files, double seconds, double filesPerSecond,
        double irodsRequestsPerFile,
        double redisRoundTripsPerFile, double brokerMessagesPerFile, Map<String, Double> cpuSeconds,
        Map<String, Long> peakMegabytes) {

    static Measurement of(String client, String pass, long files, double seconds, Figures grown) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        grown.cpu().forEach((process, time) -> cpu.put(process, seconds(time)));
        Map<String, Long> memory = new LinkedHashMap<>();
        grown.peakMemory().forEach((process, bytes) -> memory.put(process, bytes >> 20));
        double count = files;
        return new Measurement(client, pass, files, seconds, count / seconds, grown.irodsRequests() / count,
                grown.redisRoundTrips() / count, grown.brokerMessages() / count, cpu, memory);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
