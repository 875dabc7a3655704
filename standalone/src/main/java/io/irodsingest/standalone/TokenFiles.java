package io.irodsingest.standalone;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.Settings;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.access.Caller;
import io.irodsingest.orchestrator.access.KnownTokens;
import io.irodsingest.orchestrator.access.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that this process makes for its own user, an admin, and the files in which only that user finds it. It is another one with
 * each start, so what was stolen is worth nothing for long. Belongs to one thread.
 */
final class TokenFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFiles.class);

    private final Map<String, String> environment;
    private final String token = LocalToken.random();
    private final List<Path> written = new ArrayList<>();

    TokenFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    String token() {
        return token;
    }

    /** This token, and those of the file that the environment names. */
    KnownTokens known() {
        try {
            return Settings.build(environment, OrchestratorSettings::tokens).orElseGet(KnownTokens::none).and(token,
                    new Caller("local", Role.ADMIN));
        } catch (InvalidSettingsException wrong) {
            throw CommandException.wrongUse(String.join("; ", wrong.problems()));
        }
    }

    /**
     * Writes the token where the command line looks for it, and to a file besides.
     *
     * @return a file that it is in
     */
    Path publish(URI orchestrator, Optional<Path> besides) {
        besides.ifPresent(this::write);
        Path usual = LocalToken.file(environment, orchestrator.getPort());
        write(usual);
        if (written.isEmpty()) {
            throw CommandException.failure("the token for the command line cannot be written to " + usual
                    + "; set XDG_DATA_HOME to a directory of yours");
        }
        return written.getFirst();
    }

    private void write(Path file) {
        try {
            LocalToken.write(file, token);
            written.add(file);
        } catch (IOException unwritable) {
            LOG.warn("the token for the command line cannot be written: {}", unwritable.toString());
        }
    }

    /** Removes the files, if they still have this token in them. */
    @Override
    public void close() {
        for (Path file : written) {
            try {
                if (Files.readString(file).strip().equals(token)) {
                    Files.delete(file);
                }
            } catch (IOException goneOrNotOurs) {
                LOG.debug("the file of a token stays as it is: {}", goneOrNotOurs.toString());
            }
        }
    }
}
