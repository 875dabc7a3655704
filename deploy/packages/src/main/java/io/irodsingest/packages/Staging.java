package io.irodsingest.packages;

import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.standalone.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Makes the tree of files that the archive has, and that of the packages for Debian and RPM, which has the same files at other places.
 * The man pages come into the first one between the two steps, by another tool. Equal input makes equal trees.
 *
 * @param repository the root of the sources
 * @param build where the trees are made
 */
public record Staging(Path repository, Path build) {
    private static final String SOURCES = "deploy/packages/src/main";
    private static final int SUCCESS = 0;

    /** @param arguments {@code prepare} or {@code finish}, the root of the sources, and where to build */
    public static void main(String[] arguments) throws IOException {
        Staging staging = new Staging(Path.of(arguments[1]), Path.of(arguments[2]));
        switch (arguments[0]) {
            case "prepare" -> staging.prepare();
            case "finish" -> staging.finish();
            default -> throw new IllegalArgumentException("unknown step " + arguments[0]);
        }
    }

    /** All of the archive but the man pages, whose sources are made too. */
    private void prepare() throws IOException {
        Path archive = archive();
        List<Path> jars = files(repository.resolve("standalone/target/lib")).stream()
                .filter(file -> file.toString().endsWith(".jar")).toList();
        for (Path jar : jars) {
            copy(jar, archive.resolve("lib").resolve(jar.getFileName()));
        }
        Files.writeString(archive.resolve("lib/build-id"), sums(archive.resolve("lib")).shortDigest() + "\n");
        copy(repository.resolve("bin/irods-ingest"), archive.resolve("bin/irods-ingest"));
        copy(repository.resolve("bin/irods-ingest"), archive.resolve("bin/irods-ingest-process"));
        copy(sources("scripts/irods-ingest-ready"), archive.resolve("bin/irods-ingest-ready"));
        copyAll(repository.resolve("docs"), archive.resolve("docs"));
        copyAll(sources("etc"), archive.resolve("etc"));
        copyAll(sources("systemd"), archive.resolve("systemd"));
        for (String file : List.of("README.md", "CHANGELOG.md", "LICENSE")) {
            copy(repository.resolve(file), archive.resolve(file));
        }
        copy(build.resolve("bom.json"), archive.resolve("sbom.cdx.json"));
        Licences.write(build.resolve("bom.json"), jars, archive.resolve("licenses"));
        Files.createDirectories(archive.resolve("completions"));
        Files.writeString(archive.resolve("completions/irods-ingest.bash"), completion("bash"));
        Files.writeString(archive.resolve("completions/irods-ingest.fish"), completion("fish"));
        ManPageGenerator.generateManPage(build.resolve("man-sources").toFile(), null, new boolean[0], false,
                Main.commandLine().getCommandSpec());
    }

    private void finish() throws IOException {
        Path archive = archive();
        Path root = build.resolve("root");
        Path program = root.resolve("usr/share/irods-ingest");
        Path documents = root.resolve("usr/share/doc/irods-ingest");
        copyAll(archive.resolve("bin"), program.resolve("bin"));
        copyAll(archive.resolve("lib"), program.resolve("lib"));
        copyAll(archive.resolve("completions"), program.resolve("completions"));
        copyAll(archive.resolve("docs"), documents);
        copyAll(archive.resolve("licenses"), documents.resolve("licenses"));
        copy(archive.resolve("sbom.cdx.json"), documents.resolve("sbom.cdx.json"));
        copy(archive.resolve("CHANGELOG.md"), documents.resolve("CHANGELOG.md"));
        copy(archive.resolve("LICENSE"), documents.resolve("copyright"));
        copyAll(archive.resolve("etc"), root.resolve("etc/irods-ingest"));
        copyAll(archive.resolve("systemd"), root.resolve("usr/lib/systemd/system"));
        copyAll(archive.resolve("man"), root.resolve("usr/share/man/man1"));
        copy(archive.resolve("completions/irods-ingest.bash"),
                root.resolve("usr/share/bash-completion/completions/irods-ingest"));
        copy(archive.resolve("completions/irods-ingest.fish"),
                root.resolve("usr/share/fish/vendor_completions.d/irods-ingest.fish"));
        copy(sources("scripts/_irods-ingest"), root.resolve("usr/share/zsh/vendor-completions/_irods-ingest"));
        Files.writeString(archive.resolve("SHA256SUMS"), sums(archive).text());
    }

    private Path archive() {
        return build.resolve("archive");
    }

    private Path sources(String name) {
        return repository.resolve(SOURCES).resolve(name);
    }

    private static String completion(String shell) {
        StringWriter text = new StringWriter();
        if (IrodsIngest.run(Main.commandLine().setOut(new PrintWriter(text)), "completion", shell) != SUCCESS) {
            throw new IllegalStateException("no completion for " + shell);
        }
        return text.toString();
    }

    /** The digests of files, as {@code sha256sum --check} reads them. */
    private record Sums(String text) {
        /** Enough to tell one build from another. */
        String shortDigest() {
            return digest(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        }
    }

    private static Sums sums(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(directory)) {
            text.append(digest(Files.readAllBytes(file))).append("  ").append(directory.relativize(file)).append('\n');
        }
        return new Sums(text.toString());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }
}
