package io.irodsingest.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which jobs a job comes after, and what follows it. */
final class ChainOptions {
    @Option(names = "--after", paramLabel = "JOB", description = "Begin when this job has ended well, by name or id; it may be given several times. Until then the job is BLOCKED")
    private List<String> after;

    @Option(names = "--after-any", paramLabel = "JOB", description = "Begin when this job has ended, however it did; it may be given several times")
    private List<String> afterAny;

    @Option(names = "--on-success", paramLabel = "FILE", description = "What to begin when the job has ended COMPLETED: a file of JSON with {\"start\": ...}, a wish for a job as the "
            + "admin endpoint takes it, {\"batch\": ...} or {\"query\": ...}, or {\"schedule\": \"NAME\"}")
    private Path onSuccess;

    @Option(names = "--on-failure", paramLabel = "FILE", description = "What to begin when the job has ended in any other way, unless it was stopped")
    private Path onFailure;

    @Option(names = "--always", paramLabel = "FILE", description = "What to begin when the job has ended")
    private Path always;

    void into(JobRequestBuilder request) {
        request.after(after).afterAny(afterAny).onSuccess(followUp("--on-success", onSuccess))
                .onFailure(followUp("--on-failure", onFailure)).always(followUp("--always", always));
    }

    /** @return null when there is none */
    private static FollowUpRequest followUp(String option, Path file) {
        if (file == null) {
            return null;
        }
        try {
            // a file that says nothing but null is read as null
            return Optional.ofNullable(AdminJson.strict().readValue(Files.readString(file), FollowUpRequest.class))
                    .orElseThrow(() -> wrong(option, file, "says nothing"));
        } catch (NoSuchFileException missing) {
            throw wrong(option, file, "does not exist");
        } catch (UnrecognizedPropertyException unknown) {
            throw wrong(option, file, "has the unknown field '" + unknown.getPropertyName() + "'; known are "
                    + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted()
                            .collect(Collectors.joining(", ")));
        } catch (JsonProcessingException malformed) {
            throw wrong(option, file, "is not what is expected, in line " + malformed.getLocation().getLineNr() + ": "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException unreadable) {
            throw wrong(option, file, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static CommandException wrong(String option, Path file, String what) {
        return CommandException.wrongUse(option + ": file '" + file + "' " + what);
    }
}
