package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The admin endpoint of whichever orchestrator answers. Thread-safe. */
final class Admin {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final List<AdminClient> clients;

    Admin(List<URI> orchestrators) {
        clients = orchestrators.stream().map(uri -> new AdminClient(uri, Optional.empty())).toList();
    }

    /** A question that any orchestrator can answer. */
    @FunctionalInterface
    interface Question<T> {
        T of(AdminClient client) throws AwayException;
    }

    /** @throws IOException when none answers for minutes, or one refuses */
    <T> T ask(Question<T> question) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        AwayException last = null;
        while (Instant.now().isBefore(limit)) {
            for (AdminClient client : clients) {
                try {
                    return question.of(client);
                } catch (AwayException away) {
                    last = away;
                } catch (CommandException refused) {
                    throw new IOException(refused.getMessage(), refused);
                }
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("no orchestrator answers", last);
    }

    /** Starts a job, once, also when it is not known whether a first try has. */
    JobView start(JobRequest request) throws IOException, InterruptedException {
        String key = UUID.randomUUID().toString();
        return ask(client -> client.start(request, key));
    }
}
