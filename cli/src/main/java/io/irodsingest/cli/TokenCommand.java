package io.irodsingest.cli;

import io.irodsingest.adminapi.TokenDigest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a token. It speaks to nobody: the file belongs to the orchestrator, which reads it again by itself. */
@Command(name = "token", description = {"Makes a token for the admin endpoint and prints it, this once.",
        "The file keeps only its digest. To take a token away, delete its line."})
final class TokenCommand implements Callable<Integer> {
    /** What the token lets its holder do. */
    enum Role {
        VIEWER, OPERATOR, ADMIN
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Whose token it is; the audit log names it")
    private String name;

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "One of viewer, operator, admin")
    private Role role;

    @Option(names = "--tokens-file", required = true, paramLabel = "FILE", description = "The orchestrator's IRODS_INGEST_TOKENS_FILE; made when it does not exist")
    private Path file;

    @Override
    public Integer call() {
        if (!name.matches("[\\w.@-]{1,64}")) {
            throw CommandException.wrongUse("'" + name
                    + "' is no name for a token: take letters, digits and . _ @ -, 64 characters at most");
        }
        String token = LocalToken.random();
        try {
            add(name + ' ' + role.name().toLowerCase(Locale.ROOT) + ' ' + TokenDigest.of(token) + '\n');
        } catch (IOException unusable) {
            throw CommandException
                    .failure("the file of tokens '" + file + "' cannot be used: " + unusable.getMessage());
        }
        spec.commandLine().getOut().println(token);
        return ExitCodes.OK;
    }

    private void add(String line) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException isThere) {
            refuseKnownName();
        }
        Files.writeString(file, separator() + line, StandardOpenOption.APPEND);
    }

    private void refuseKnownName() throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.stream().anyMatch(line -> line.strip().split("\\s+")[0].equals(name))) {
            throw CommandException.failure("'" + file + "' has a token named '" + name
                    + "' already; delete its line first, or choose another name");
        }
    }

    /** A file that somebody edited may lack its last line break. */
    private String separator() throws IOException {
        String content = Files.readString(file);
        return content.isEmpty() || content.endsWith("\n") ? "" : "\n";
    }
}
