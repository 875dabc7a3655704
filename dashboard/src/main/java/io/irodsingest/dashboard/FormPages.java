package io.irodsingest.dashboard;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import io.irodsingest.dashboard.form.Draft;
import io.irodsingest.dashboard.form.ScheduleForm.Does;
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

    public String newSchedule(Viewer viewer, Does does, Draft draft) {
        return templates.render("newSchedule", Map.of("frame",
                frames.of(viewer, "New schedule", "/schedules", "/live/health"), "does", does, "draft", draft));
    }

    /** What a form for a schedule would plan, as a part of its page. */
    public String planned(UpcomingTimes times) {
        return templates.render("part/planned", Map.of("times", times));
    }

    public String calendar(Viewer viewer, Calendar calendar) {
        return templates.render("calendar", Map.of("frame",
                frames.of(viewer, "The next 30 days", "/schedules", "/live/health"), "calendar", calendar));
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
