package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskSizes;
import java.util.List;
import java.util.Optional;

/** The tasks of an ingest that takes the paths of a list, and scans nothing. Paths in them are relative to the job's source. */
public sealed interface ListTask extends IngestTask {

    /** Looks whether source and target are usable, makes the target collection and hands the list over. */
    record StartList() implements ListTask {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }

        @Override
        public boolean isFirst() {
            return true;
        }
    }

    /**
     * Hands over the parts of the job's list.
     *
     * @param handedOver how many were handed over already; 0 at first
     */
    record HandOverList(int handedOver) implements ListTask {
        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }
    }

    /**
     * Looks at the paths of a part of the job's list, makes the collections that they need, and hands over what is new or changed.
     *
     * @param part its number, from 0
     */
    record ScanListPart(int part) implements ListTask {
        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }
    }

    /**
     * Does the same for some paths of a list that could not be looked at, or whose collections could not be made.
     *
     * @param retry how often these have failed before
     */
    record ScanPaths(List<RawPath> paths, int retry) implements ListTask {
        public ScanPaths {
            paths = List.copyOf(paths);
        }

        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }

        @Override
        public Optional<String> subject() {
            return paths.stream().findFirst().map(RawPath::encoded);
        }

        @Override
        public List<Task> fitting(int most) {
            return TaskSizes.parts(this, paths, TaskSizes::ofPath, most, half -> new ScanPaths(half, retry));
        }
    }
}
