package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.Sources;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.adminapi.TokenDigest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    @Option(names = "--target", paramLabel = "COLLECTION", description = "Limits an operator's jobs to targets at or below this collection; may be given several times, as all limits may")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--source", paramLabel = "DIR", description = "Limits them to sources, and to what they register, at or below this directory, or s3://BUCKET/PREFIX")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--as-user", paramLabel = "NAME#ZONE", description = "Limits whom they act for; 'nobody' allows also those that act for nobody")
    private List<String> users = new ArrayList<>();

    @Option(names = "--resource", paramLabel = "NAME", description = "Limits where their replicas go")
    private List<String> resources = new ArrayList<>();

    @Override
    public Integer call() {
        if (!name.matches("[\\w.@-]{1,64}")) {
            throw CommandException.wrongUse("'" + name
                    + "' is no name for a token: take letters, digits and . _ @ -, 64 characters at most");
        }
        String limits = limits();
        String token = LocalToken.random();
        try {
            add(name + ' ' + role.name().toLowerCase(Locale.ROOT) + ' ' + TokenDigest.of(token) + limits + '\n');
        } catch (IOException unusable) {
            throw CommandException
                    .failure("the file of tokens '" + file + "' cannot be used: " + unusable.getMessage());
        }
        spec.commandLine().getOut().println(token);
        return ExitCodes.OK;
    }

    private String limits() {
        Map<String, List<String>> limits = new LinkedHashMap<>();
        limits.put("sources", sources.stream().map(TokenCommand::absolute).map(Sources::encoded).toList());
        limits.put("targets", targets.stream().map(TokenCommand::absolute).map(TokenCommand::escaped).toList());
        limits.put("users", users.stream().map(TokenCommand::user).map(TokenCommand::escaped).toList());
        limits.put("resources", resources.stream().map(TokenCommand::escaped).toList());
        limits.values().removeIf(List::isEmpty);
        if (!limits.isEmpty() && role != Role.OPERATOR) {
            throw CommandException
                    .wrongUse("limits are for operators: a viewer changes nothing, and code of an admin knows"
                            + " no limits");
        }
        return limits.entrySet().stream()
                .map(limit -> ' ' + limit.getKey() + '='
                        + limit.getValue().stream().map(TokenCommand::withoutBreaks).collect(Collectors.joining(",")))
                .collect(Collectors.joining());
    }

    private static String absolute(String path) {
        if (!path.startsWith("/") && !path.startsWith("s3://")) {
            throw CommandException.wrongUse("the limit '" + path + "' is no absolute path");
        }
        return path;
    }

    private static String user(String user) {
        if (!user.matches("[^#]+#[^#]+|nobody")) {
            throw CommandException.wrongUse("the user '" + user + "' is not written as NAME#ZONE");
        }
        return user;
    }

    private static String escaped(String text) {
        return text.replace("%", "%25");
    }

    /** What would end a limit or a line. */
    private static String withoutBreaks(String text) {
        return text.replace(",", "%2C").codePoints()
                .mapToObj(point -> Character.isWhitespace(point)
                        ? URLEncoder.encode(Character.toString(point), StandardCharsets.UTF_8).replace("+", "%20")
                        : Character.toString(point))
                .collect(Collectors.joining());
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
