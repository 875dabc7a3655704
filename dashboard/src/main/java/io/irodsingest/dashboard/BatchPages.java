package io.irodsingest.dashboard;

import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.FileList;
import io.irodsingest.adminapi.batch.ProcessorList;
import java.util.List;
import java.util.Map;

/** The pages about batches, of what they are given. Thread-safe. */
public final class BatchPages {
    private static final List<String> STATUSES = List.of("wait", "queued", "inprogress", "success", "failed",
            "aborted");

    private final Templates templates = new Templates();
    private final PageFrames frames;

    public BatchPages(ClusterData data) {
        this.frames = new PageFrames(data, templates);
    }

    public String list(Viewer viewer, BatchFilter filter, BatchList page, ProcessorList processors) {
        return templates.render("batches", Map.of("frame", frames.of(viewer, "Batches", "/batches", "/live/health"),
                "filter", filter, "statuses", STATUSES, "page", page, "processors", processors));
    }

    public String batch(Viewer viewer, BatchView batch, RowPage rows) {
        return templates.render("batch", Map.of("frame",
                frames.of(viewer, batch.jobName(), "/batches", "/live" + Links.batch(batch.id())), "batch", batch,
                "progress", progress(batch), "orders", orders(viewer, batch), "page", rows));
    }

    /** Parts of a batch's page that change while it is looked at, and {@code status}, at which it asks anew for its rows. */
    public Map<String, String> parts(Viewer viewer, BatchView batch) {
        Map<String, String> parts = frames.parts("progress", progress(batch));
        parts.put("orders", orders(viewer, batch));
        parts.put("status", batch.status());
        return parts;
    }

    public String files(Viewer viewer, BatchView batch, FileList files) {
        return templates.render("batchFiles", Map.of("frame",
                frames.of(viewer, "Output files of " + batch.jobName(), "/batches", "/live/health"), "batch", batch,
                "files", files));
    }

    private String progress(BatchView batch) {
        return templates.render("part/batchProgress", Map.of("batch", batch));
    }

    private String orders(Viewer viewer, BatchView batch) {
        return templates.render("part/batchOrders", Map.of("viewer", viewer, "batch", batch));
    }
}
