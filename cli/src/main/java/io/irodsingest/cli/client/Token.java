package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The secret that an orchestrator may want to see: never an argument, for those are there for all to see. */
public final class Token {
    private Token() {}

    /** @param file null when none was named on the command line */
    public static Optional<String> find(Path file, Map<String, String> environment) {
        if (file != null) {
            return Optional.of(read(file));
        }
        Optional<String> direct = Optional.ofNullable(environment.get("IRODS_INGEST_TOKEN"))
                .map(String::strip).filter(token -> !token.isEmpty());
        return direct.or(() -> Optional.ofNullable(environment.get("IRODS_INGEST_TOKEN_FILE"))
                .filter(name -> !name.isBlank()).map(Path::of).map(Token::read));
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw CommandException.wrongUse("the token file '" + file + "' is empty");
            }
            return token;
        } catch (NoSuchFileException missing) {
            throw CommandException.wrongUse("there is no token file '" + file + "'");
        } catch (IOException unreadable) {
            throw CommandException.wrongUse("the token file '" + file + "' cannot be read: " + unreadable.getMessage());
        }
    }
}
