package io.irodsingest.dashboard.form;

import static io.irodsingest.dashboard.form.FormField.choice;
import static io.irodsingest.dashboard.form.FormField.flag;
import static io.irodsingest.dashboard.form.FormField.lines;
import static io.irodsingest.dashboard.form.FormField.number;
import static io.irodsingest.dashboard.form.FormField.text;

import io.irodsingest.dashboard.form.FormField.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The form for a new job: the options that need no file and are no secret. */
public final class JobForm {
    /** Those of a job that a dry run does not have: it begins at once, is done once, and nothing follows it. */
    public static final List<String> NOT_OF_DRY_RUNS = List.of("interval", "after", "after_any", "on_success.schedule",
            "on_failure.schedule", "always.schedule");

    private static final FieldGroup WHAT = FieldGroup.open("What, and where to",
            text("source", "Source",
                    "A directory as the workers see it, or /BUCKET/PREFIX. Bytes that are no text stand as"
                            + " %XX, a percent sign as %25"),
            text("target", "Target collection", "Its absolute path in iRODS"),
            choice("operation", "Operation", "REGISTER_SYNC unless you choose", "REGISTER_SYNC",
                    "REGISTER_AS_REPLICA_SYNC", "PUT", "PUT_SYNC", "PUT_APPEND", "NO_OP"),
            choice("delete_mode", "What the source no longer has", "It stays unless you choose", "DO_NOT_DELETE",
                    "UNREGISTER", "TRASH", "NO_TRASH"),
            text("resource", "Resource", "The root of a resource tree"),
            text("job_name", "Name", "Made up when you leave it empty"));
    private static final FieldGroup BUCKET = FieldGroup.closed("The source is in an S3 store",
            FormField.of("s3", "The source is in a bucket", Kind.OBJECT, ""),
            text("s3.endpoint_domain", "Endpoint", "A domain, with :PORT if need be; Amazon's when empty"),
            text("s3.region_name", "Region", ""),
            text("s3.profile", "Profile of the workers",
                    "Keys are not asked for here: name a profile that the workers have,"
                            + " or start the job from the command line"),
            flag("s3.anonymous", "Do not sign requests", ""), flag("s3.insecure_connection", "HTTP, not HTTPS", ""),
            choice("s3.addressing_style", "Where buckets are named", "", "path", "virtual"),
            text("s3.proxy_url", "Proxy", "Like http://HOST:PORT"),
            number("s3.multipart_chunksize_in_mib", "MiB to read at a time", ""),
            flag("s3.ignore_etag", "ETags are no MD5", ""), flag("s3.ignore_tags", "Do not ask for tags", ""));
    private static final FieldGroup LEFT_OUT = FieldGroup.closed("What is left out",
            lines("exclude_file_name", "Files whose paths match", "A regular expression in each line"),
            lines("exclude_directory_name", "Directories whose paths match", "A regular expression in each line"),
            lines("exclude_file_type", "Kinds of files",
                    "regular, directory, character, block, socket, pipe or link, one in"
                            + " each line"));
    private static final FieldGroup HOW = FieldGroup.closed("How entries are treated",
            flag("checksum", "Compute and compare checksums of uploads", ""),
            choice("compare", "How contents are compared of which nothing is remembered", "", "QUICK", "CHECKSUM",
                    "NEVER"),
            text("bundle", "Small new files are uploaded together", "off, auto or how many; with a resource"),
            flag("ignore_cache", "Treat every entry as never synced", ""),
            flag("initial_ingest", "Take the target for empty", ""),
            choice("undecodable", "What becomes of paths that are not UTF-8", "", "FAIL", "UPLOAD", "SKIP"),
            text("as_user", "Act for", "NAME#ZONE of a user of iRODS"),
            number("max_delete", "Most deletions", ""),
            flag("allow_empty_source", "An empty source may empty the target", ""),
            FormField.of("character_map", "Characters that are replaced", Kind.JSON_LINES,
                    "A rule in each line, like {\"regex\": \"[:]\", \"to\": \"_\"}"));
    private static final FieldGroup WHEN = FieldGroup.closed("When, how often, and how much at a time",
            number("interval", "Again every … seconds", "Once when empty"),
            number("files_per_task", "Files per task", "50 when empty"),
            number("max_parallel_tasks", "Most tasks at a time", ""),
            number("max_bytes_per_second", "Most bytes a second", ""),
            number("max_requests_per_second", "Most requests to iRODS a second", ""),
            number("max_retries", "Tries again of what failed", ""),
            number("retry_delay", "Seconds before each new try", ""),
            number("timeout", "Seconds that a task may take", ""),
            flag("at_front", "Before all other jobs", ""),
            number("start_within", "Expires after … seconds without a worker", ""),
            number("deadline", "Is stopped after … seconds", ""),
            number("keep_for", "Is remembered for … seconds after its end", ""));
    private static final FieldGroup ORDER = FieldGroup.closed("Before and after other jobs",
            lines("after", "After these jobs have ended well", "Names or ids, one in each line"),
            lines("after_any", "After these jobs have ended", "Names or ids, one in each line"),
            text("on_success.schedule", "When it has ended well, start what this schedule starts",
                    "The name of a schedule"),
            text("on_failure.schedule", "When it has not, start what this schedule starts", "The name of a schedule"),
            text("always.schedule", "When it has ended, start what this schedule starts", "The name of a schedule"));
    private static final FieldGroup MACHINES = FieldGroup.closed("Queues and workers",
            text("restart_queue", "Queue of its begin", ""), text("path_queue", "Queue of its scans", ""),
            text("file_queue", "Queue of its files", ""),
            number("irods_idle_disconnect_seconds", "Idle connections are closed after … seconds", ""),
            text("profile", "File of begins and ends of tasks", "A name; workers write it"));
    private static final List<FieldGroup> OPTIONS = List.of(WHAT, BUCKET, LEFT_OUT, HOW, WHEN, ORDER, MACHINES);
    private static final FieldGroup CHECK = FieldGroup.closed("Change nothing",
            choice("mode", "Mode", "APPLY does what is asked; CHECK compares source and target", "APPLY", "DRY_RUN",
                    "CHECK"));

    private JobForm() {}

    public static List<FieldGroup> groups() {
        return Stream.concat(OPTIONS.stream(), Stream.of(CHECK)).toList();
    }

    /** What a schedule may start; the fields stand in an object of that name. */
    static List<FieldGroup> scheduled(String object) {
        return OPTIONS.stream().map(group -> group.without(List.of("interval", "after", "after_any")).in(object))
                .toList();
    }
}
