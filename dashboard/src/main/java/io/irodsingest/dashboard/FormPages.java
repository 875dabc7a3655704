package io.irodsingest.dashboard;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.dashboard.form.Draft;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages on which jobs, batches and schedules are made. What {@link ClusterData} throws goes through. Thread-safe. */
public final class FormPages {
    private final ClusterData data;
    private final Templates templates = new Templates();
    private final PageFrames frames;

    public FormPages(ClusterData data) {
        this.data = data;
        this.frames = new PageFrames(data, templates);
    }

    /** Whether what is written in a form makes sense, as a part of its page. @param problem why it does not */
    public String checked(Optional<String> problem) {
        return templates.render("part/checked", Map.of("problem", problem));
    }

    public String newJob(Viewer viewer, Draft draft) throws InterruptedException {
        String dryRun = "";
        String live = "/live/health";
        if (draft.dryRun().isPresent()) {
            JobView job = data.job(draft.dryRun().get());
            dryRun = dryRun(job);
            live = "/live/dry-runs/" + Links.encoded(job.id());
        }
        return templates.render("newJob", Map.of("frame", frames.of(viewer, "New job", "/jobs", live), "draft", draft,
                "dryRun", dryRun));
    }

    public String newBatch(Viewer viewer, Draft draft) {
        return templates.render("newBatch", Map.of("frame",
                frames.of(viewer, "New batch", "/batches", "/live/health"), "draft", draft));
    }

    /** Parts of the page that shows a dry run. @param known the job as it was when the page was asked for */
    public Map<String, String> dryRunParts(JobView known) {
        JobView job = data.seenJobs(Set.of(known.id())).stream().findFirst().orElse(known);
        return frames.parts("dry-run", dryRun(job));
    }

    private String dryRun(JobView job) {
        return templates.render("part/dryRun", Map.of("job", job));
    }
}
