package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.common.handler.HandlerFiles;
import io.irodsingest.common.handler.InvalidHandlerException;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.InvalidJobException;
import java.util.Base64;
import java.util.Optional;

/** The event handler that came with a request. */
record SentHandler(HandlerFile file, byte[] content) {

    /** @throws InvalidJobException when it is none: with file, line and what is wrong there */
    static Optional<SentHandler> of(JobRequest request) {
        return request.eventHandler().map(SentHandler::checked);
    }

    private static SentHandler checked(EventHandlerFile sent) {
        if (sent.form() == null || sent.fileName() == null || sent.content() == null) {
            throw new InvalidJobException("an event handler needs form, file_name and content");
        }
        Form form = JobRequests.choice("form of event handler", Optional.of(sent.form()), Form.values()).orElseThrow();
        try {
            byte[] content = Base64.getDecoder().decode(sent.content());
            return new SentHandler(HandlerFiles.check(form, sent.fileName(), content), content);
        } catch (InvalidHandlerException invalid) {
            throw new InvalidJobException(invalid.getMessage());
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidJobException("the content of event handler " + sent.fileName() + " is not base64");
        }
    }
}
