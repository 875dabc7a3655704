package io.irodsingest.dashboard;

import io.irodsingest.adminapi.JobView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where pages are. All addresses are relative to the orchestrator, whatever names have in them. */
public final class Links {
    private Links() {}

    /** A part of a path or of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An id of an element, in which scripts find it as it stands: a dot, as in the ids of runs, would begin something else there. */
    public static String elementId(String kind, String text) {
        return text.codePoints()
                .mapToObj(c -> c < 0x80 && Character.isLetterOrDigit(c) || c == '-'
                        ? Character.toString(c)
                        : '_' + Integer.toHexString(c) + '_')
                .collect(Collectors.joining("", kind + '-', ""));
    }

    /** @param job name or id */
    public static String job(String job) {
        return "/jobs/" + encoded(job);
    }

    /** The form for a job, filled with the options of another one. @param job name or id */
    public static String newJobLike(String job) {
        return "/new-job?like=" + encoded(job);
    }

    /** The form for a schedule that starts jobs like one that there is. @param job name or id */
    public static String newScheduleLike(String job) {
        return "/new-schedule?does=job&like=" + encoded(job);
    }

    public static String batch(String nameOrId) {
        return "/batches/" + encoded(nameOrId);
    }

    /** The form for a batch that a processor works on. */
    public static String newBatch(String app, String op) {
        return "/new-batch?app=" + encoded(app) + "&op=" + encoded(op);
    }

    public static String batches(BatchFilter filter) {
        return "/batches?" + query("app", filter.app()) + query("op", filter.op()) + query("status", filter.status())
                + query("after", filter.after());
    }

    /** Rows of a batch and what came of them. @param outcome of which rows; empty for all @param from no row before this line */
    public static String rows(String batch, Optional<String> outcome, long from) {
        return batch(batch) + '?' + query("outcome", outcome) + "from=" + from + "#rows";
    }

    public static String schedule(String nameOrId) {
        return "/schedules/" + encoded(nameOrId);
    }

    public static String jobs(JobFilter filter) {
        return "/jobs?" + query("name", filter.name()) + query("state", filter.state())
                + query("source", filter.source()) + query("schedule", filter.schedule())
                + query("sort", filter.sort().map(sort -> sort.name().toLowerCase(Locale.ROOT)))
                + query("after", filter.after());
    }

    /** Where the rows of these jobs come from when they change. */
    static String liveRows(List<JobView> jobs) {
        return jobs.stream().map(job -> "job=" + encoded(job.id())).collect(Collectors.joining("&", "/live/jobs?", ""));
    }

    /** A list of jobs in one state. */
    public static String jobsIn(String state) {
        return "/jobs?state=" + encoded(state);
    }

    /** @param reason of which group; empty for all @param offset how many to leave out */
    public static String failures(String job, Optional<String> reason, int offset) {
        return job(job) + "/failures?" + query("reason", reason) + "offset=" + offset;
    }

    public static String schedules(Optional<String> name, Optional<String> after) {
        return "/schedules?" + query("name", name) + query("after", after);
    }

    /** Nothing for what is empty; otherwise with an ampersand behind it, which may stand at the end of a query too. */
    private static String query(String name, Optional<String> value) {
        return value.filter(text -> !text.isEmpty()).map(text -> name + '=' + encoded(text) + '&').orElse("");
    }
}
