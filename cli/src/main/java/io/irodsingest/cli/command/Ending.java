package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.output.CheckReport;
import io.irodsingest.cli.output.DryRun;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.output.Summary;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AwayException;
import java.util.List;
import picocli.CommandLine;

/** What {@code watch} and {@code start --synchronous} have in common: they stay until a job has ended, and say how. */
public final class Ending {
    private Ending() {}

    /** @return the exit code: 0 only when nothing failed */
    static int await(AdminClient client, JobView job, Progress progress, CommandLine command) throws AwayException {
        return tell(client, watched(client, job, progress, command), command);
    }

    /** @return the exit code: 0 only when nothing failed */
    static int tell(AdminClient client, JobView ended, CommandLine command) throws AwayException {
        List<Failure> failures = firstFailures(client, ended);
        CheckReport check = CheckReport.of(ended, failures, false);
        String text = switch (ended.work().mode()) {
            case "DRY_RUN" -> DryRun.text(ended, failures);
            case "CHECK" -> check.summary() + System.lineSeparator();
            default -> Summary.text(ended, failures);
        };
        text.lines().forEach(ClientLog.LOG::info);
        command.getOut().print(text);
        command.getOut().flush();
        boolean success = ended.work().mode().equals("CHECK") ? check.agree() : Summary.isSuccess(ended);
        return success ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    /** Those that a summary names. */
    private static List<Failure> firstFailures(AdminClient client, JobView ended) throws AwayException {
        boolean deletes = ended.work().mode().equals("DRY_RUN")
                && ended.count("deleted") + ended.count("collections_deleted") > 0;
        return ended.count("failed") == 0 && !deletes
                ? List.of()
                : client.failures(ended.id(), 0, Summary.FAILURES_NAMED).failures();
    }

    /** Stays until the job has ended; who is interrupted meanwhile is told that the job is not. */
    static JobView watched(AdminClient client, JobView job, Progress progress, CommandLine command)
            throws AwayException {
        return watched(client, job.id(), "job " + job.jobName() + " goes on without being watched; irods-ingest watch "
                + job.jobName() + " shows it again, irods-ingest stop " + job.jobName() + " ends it", progress,
                command);
    }

    /** @param farewell what is told to who is interrupted */
    public static JobView watched(AdminClient client, String jobId, String farewell, Progress progress,
            CommandLine command) throws AwayException {
        Thread last = new Thread(() -> command.getErr().printf("%nirods-ingest: %s%n", farewell));
        Runtime runtime = Runtime.getRuntime();
        runtime.addShutdownHook(last);
        try {
            return Watch.untilEnd(client, jobId, progress);
        } finally {
            forget(runtime, last);
        }
    }

    private static void forget(Runtime runtime, Thread last) {
        try {
            runtime.removeShutdownHook(last);
        } catch (IllegalStateException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
