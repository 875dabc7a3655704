package io.irodsingest.filedoor.door;

import io.irodsingest.common.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import java.util.function.Supplier;

/** What a door shows of itself. Thread-safe. */
record DoorMeters(Counter batches, Counter repeats, Counter rejected) {
    private static final String FILES = "door_files";
    private static final String FILES_ARE = "Files by what became of them";

    static DoorMeters of(String door, Meters meters) {
        return new DoorMeters(meters.counter(FILES, FILES_ARE, "door", door, "outcome", "batch"),
                meters.counter(FILES, FILES_ARE, "door", door, "outcome", "repeat"),
                meters.counter(FILES, FILES_ARE, "door", door, "outcome", "rejected"));
    }

    /** @param taken asked at each scrape, as the other one; both must answer at once */
    static void gauges(String door, Meters meters, Supplier<Number> taken, Supplier<Number> open) {
        meters.gauge("door_files_taken", "Files that were taken, and of which it is not decided what becomes of them",
                taken, "door", door);
        meters.gauge("door_batches_open", "Batches of the door's files whose results are not there yet", open, "door",
                door);
    }
}
