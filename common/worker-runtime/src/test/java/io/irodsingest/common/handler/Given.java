package io.irodsingest.common.handler;

import java.util.List;
import io.irodsingest.ingesttasks.IngestTarget;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A job and entries of it. */
final class Given {
    static final IngestSpec WORK = IngestSpec
            .of(RawPath.parse("/data"), "/tempZone/home/rods/in", Operation.REGISTER_SYNC)
            .with(new IngestTarget("/tempZone/home/rods/in", Optional.of("demoResc"), List.of()));
    static final JobSpec SPEC = new JobSpec("daily", WORK);
    static final Job JOB = new Job("daily", "/data", "/tempZone/home/rods/in", Operation.REGISTER_SYNC,
            DeleteMode.DO_NOT_DELETE, Optional.of("demoResc"));
    static final EventHandlers.Python PYTHON = new EventHandlers.Python(PythonOptions.USUAL,
            (name, known, wanted) -> wanted);

    private Given() {}

    static Entry entry(String path) {
        return new Entry(path, JOB.target() + path.substring("/data".length()), Entry.Kind.REGULAR, 42,
                Instant.ofEpochSecond(1_000, 5), Instant.ofEpochSecond(2_000));
    }

    static HookTarget subject(String path) {
        return new HookTarget(RawPath.parse(path), JOB.target() + path.substring("/data".length()),
                Optional.of(new EntryStamp(EntryKind.REGULAR, 42, 1_000_000_000_005L, 2_000_000_000_000L, 0)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
