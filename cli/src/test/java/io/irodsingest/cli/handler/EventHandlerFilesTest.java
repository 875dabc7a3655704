package io.irodsingest.cli.handler;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a user's file before anything is sent. */
class EventHandlerFilesTest {
    private static final String SERVICE = "META-INF/services/io.irodsingest.handlerapi.EventHandler";

    @TempDir
    private Path directory;

    @Test
    void aSourceFileBecomesAJar() throws Exception {
        Path file = write("Mine.java", """
                package org.example;

                import io.irodsingest.handlerapi.*;
                import java.util.Optional;

                public class Mine implements EventHandler {
                    private final Helper helper = new Helper("r");

                    @Override
                    public Optional<String> toResource(Job job, Entry entry) {
                        return Optional.of(helper.name()).filter(name -> !name.isEmpty());
                    }
                }

                record Helper(String name) {}
                """);

        EventHandlerFile sent = EventHandlerFiles.read(file);

        assertThat(sent.form()).isEqualTo("jar");
        assertThat(sent.fileName()).isEqualTo("Mine.java");
        Map<String, byte[]> jar = unpacked(sent);
        assertThat(jar).containsOnlyKeys(SERVICE, "org/example/Mine.class", "org/example/Helper.class");
        assertThat(new String(jar.get(SERVICE), StandardCharsets.UTF_8)).isEqualTo("org.example.Mine\n");
        assertThat(EventHandlerFiles.read(file)).as("the same source gives the same jar").isEqualTo(sent);
    }

    @Test
    void mistakesAreToldWithTheirLines() throws Exception {
        Path file = write("Mine.java", """
                import io.irodsingest.handlerapi.*;

                public class Mine implements EventHandler {
                    public int maxRetries(Job job) {
                        return "three";
                    }

                    @Override
                    public int maxRetrys(Job job) { return missing; }
                }
                """);

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(file))
                .returns(ExitCodes.WRONG_USE, CommandException::exitCode)
                .satisfies(wrong -> assertThat(wrong.getMessage().lines()).containsExactly(
                        "event handler '" + file + "' does not compile:",
                        file + ":5: Type mismatch: cannot convert from java.lang.String to int",
                        file + ":9: The method maxRetrys(io.irodsingest.handlerapi.Job) of type Mine must override or implement a supertype method",
                        file + ":9: missing cannot be resolved to a variable"));
    }

    @Test
    void aClassOfAnotherNameIsToldOnceAndWithTheUsersFile() throws Exception {
        Path file = write("Mine.java", "public class Other implements io.irodsingest.handlerapi.EventHandler { }\n");
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(file))
                    .withMessageContaining("event handler '" + file + "' does not compile:")
                    .withMessageContaining(file + ":1: The public type Other must be defined in its own file");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "public void postDataObjCreate(Job job, Entry entry) { }|Mine.postDataObjCreate(Job, Entry)|EventHandler.postDataObjCreate(Job, Entry, Session)",
            "public void postdataobjcreate(Job j, Entry e, Session s) { }|Mine.postdataobjcreate(Job, Entry, Session)|EventHandler.postDataObjCreate(Job, Entry, Session)",
            "public int maxRetries() { return 3; }|Mine.maxRetries()|EventHandler.maxRetries(Job)"})
    void aMethodThatNobodyWouldCallIsRefused(String method, String wrong, String right) throws Exception {
        Path file = write("Mine.java",
                "import io.irodsingest.handlerapi.*;\npublic class Mine implements EventHandler { "
                        + method + " }\n");

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(file))
                .withMessage("event handler '" + file + "': nobody would call " + wrong
                        + ", the method of event handlers is " + right);
    }

    @Test
    void aMethodOfTheNameBesidesTheRightOneIsNoMistake() throws Exception {
        Path file = write("Mine.java", """
                import io.irodsingest.handlerapi.*;
                public class Mine implements EventHandler {
                    public void preJob(Job job, Session session) { preJob("x"); }
                    public void preJob(String text) { }
                    private void postJob(String text) { }
                }
                """);
        EventHandlerFile sent = EventHandlerFiles.read(file);
        Path jar = Files.write(directory.resolve("mine.jar"), Base64.getDecoder().decode(sent.content()));
        assertThat(EventHandlerFiles.read(jar).content()).isEqualTo(sent.content());
    }

    @Test
    void aJarIsLookedIntoAsWell() throws Exception {
        Path file = write("Mine.java", """
                import io.irodsingest.handlerapi.*;
                public class Mine implements EventHandler {
                    public void preJob(Job job, Session session) { }
                    public void preJob(Job job) { }
                }
                """);
        byte[] jar = Base64.getDecoder().decode(EventHandlerFiles.read(file).content());
        assertThatCode(() -> HandlerJar.check("mine.jar", jar)).doesNotThrowAnyException();
        assertThatCode(() -> HandlerJar.check("mine.jar", new byte[10])).doesNotThrowAnyException();
    }

    @Test
    void aSyntaxErrorHasItsLine() throws Exception {
        Path file = write("Mine.java",
                "public class Mine implements io.irodsingest.handlerapi.EventHandler {\n  int a b;\n}\n");

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(file))
                .withMessageContaining(file + ":2: Syntax error on token \"b\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "class Mine { }|exactly one class must implement EventHandler, not none",
            "class Mine implements EventHandler { } class Other implements EventHandler { }|exactly one class must implement EventHandler, not Mine, Other",
            "class Mine implements EventHandler { Mine(int i) { } }|class Mine needs a constructor without parameters",
            "class Mine { io.irodsingest.adminapi.JobView view; }|does not compile"})
    void onlyOneClassThatCanBeMadeIsTaken(String source, String message) throws Exception {
        Path file = write("Mine.java", "import io.irodsingest.handlerapi.*;\n" + source);

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(file))
                .withMessageContaining(message);
    }

    @Test
    void otherFilesTravelAsTheyAre() throws Exception {
        assertThat(EventHandlerFiles.read(write("h.yml", "operation: PUT")))
                .isEqualTo(new EventHandlerFile("yaml", "h.yml", "b3BlcmF0aW9uOiBQVVQ="));
        assertThat(EventHandlerFiles.read(write("h.jar", "x"))).isEqualTo(new EventHandlerFile("jar", "h.jar", "eA=="));
        assertThat(EventHandlerFiles.read(write("h.py", "x")))
                .isEqualTo(new EventHandlerFile("python", "h.py", "eA=="));
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(write("h.rb", "")))
                .withMessageEndingWith("is no .yaml, .yml, .py, .java or .jar file");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> EventHandlerFiles.read(directory.resolve("none.yaml")))
                .withMessageEndingWith("none.yaml' does not exist");
        Path large = Files.write(directory.resolve("large.jar"), new byte[12 * 1024 * 1024]);
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> EventHandlerFiles.read(large))
                .withMessage("event handler 'large.jar' has more than 11 MiB");
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Map<String, byte[]> unpacked(EventHandlerFile sent) throws Exception {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(sent.content())))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
