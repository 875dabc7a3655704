package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.handlerfile.InvalidHandlerException;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.secret.ClusterKey;
import java.util.Base64;
import java.util.Optional;

/** The event handler that came with a request. */
record SubmittedHandler(HandlerFile file, byte[] content) {

    /** @throws InvalidJobException when it is none: with file, line and what is wrong there */
    static Optional<SubmittedHandler> of(JobRequest request) {
        return request.treatment().eventHandler().map(SubmittedHandler::checked);
    }

    /** What is kept of it in the job. Of code nobody could tell later, without a key, that an admin sent it. */
    HandlerFile sealed(String jobId, Optional<ClusterKey> key) {
        if (!file.form().isCode() && key.isEmpty()) {
            return file;
        }
        return file
                .sealed(key.orElseThrow(() -> new InvalidJobException("an event handler that is code needs a cluster's"
                        + " key, by which workers know who sent it: give orchestrators and workers the same"
                        + " IRODS_INGEST_CLUSTER_KEY")), jobId);
    }

    private static SubmittedHandler checked(EventHandlerFile sent) {
        if (sent.form() == null || sent.fileName() == null || sent.content() == null) {
            throw new InvalidJobException("an event handler needs form, file_name and content");
        }
        Form form = JobRequests.choice("form of event handler", Optional.of(sent.form()), Form.values()).orElseThrow();
        try {
            byte[] content = Base64.getDecoder().decode(sent.content());
            return new SubmittedHandler(HandlerFiles.check(form, sent.fileName(), content), content);
        } catch (InvalidHandlerException invalid) {
            throw new InvalidJobException(invalid.getMessage());
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidJobException("the content of event handler " + sent.fileName() + " is not base64");
        }
    }
}
