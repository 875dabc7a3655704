package io.irodsingest.filedoor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkers of plug-ins, compiled here against the handler API. */
class CheckersTest {
    private static final String CHECKER = """
            import io.irodsingest.handlerapi.batch.FileChecker;
            import io.irodsingest.handlerapi.batch.RowSink;
            import java.io.*;

            public class %1$s implements FileChecker {
                @Override
                public String name() {
                    return "%2$s";
                }

                @Override
                public void check(InputStream file, RowSink rows) throws Exception {
                    %3$s
                }
            }
            """;
    private static final String WORDS = """
            BufferedReader text = new BufferedReader(new InputStreamReader(file, "UTF-8"));
            long line = 0;
            for (String word = text.readLine(); word != null; word = text.readLine()) {
                line++;
                if (word.contains(" ")) {
                    rows.complain(line, "more than one word");
                } else {
                    rows.row(line, '"' + word + '"');
                }
            }
            """;

    @TempDir
    Path directory;
    private Path plugins;

    @BeforeEach
    void make() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
    }

    private void plugin(String type, String name, String body) throws IOException {
        PluginSource.pack(type, CHECKER.formatted(type, name, body), directory,
                plugins.resolve(type.toLowerCase(Locale.ROOT) + ".jar"));
    }

    private CheckResult check(FileChecker checker, String content) throws IOException {
        return FileCheck.run(checker, Files.writeString(directory.resolve("file"), content), rows());
    }

    private Path rows() {
        return directory.resolve("rows");
    }

    @Test
    void aCheckerOfAPluginIsOneAsTheOthers() throws IOException {
        plugin("Words", "words", WORDS);
        Checkers checkers = Checkers.with(plugins);
        assertThat(checkers.names()).containsExactly("csv", "jsonl", "words");
        FileChecker words = checkers.find("words").orElseThrow();
        CheckResult good = check(words, "a\nb\n");
        assertThat(good.complaints()).isEmpty();
        assertThat(good.rows()).isEqualTo(2);
        assertThat(rows()).hasContent("{\"line\":1,\"input\":\"a\"}\n{\"line\":2,\"input\":\"b\"}\n");
        assertThat(good.digest()).isEqualTo(Digest.of(directory.resolve("file")));
        assertThat(check(words, "a\nb c\n").complaints())
                .containsExactly(new Complaint(2, "more than one word"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rows.row(1, "{");                            | 1 | it is no JSON
            rows.row(1, "1 2");                          | 1 | it is more than one JSON value
            rows.row(1, " ");                            | 1 | it has no input
            rows.row(1, null);                           | 1 | it has no input
            rows.row(0, "1");                            | 0 | its number is not above 0
            rows.row(5, "1"); rows.row(5, "1");          | 5 | its number is not above 5
            rows.row(1, '"' + "x".repeat(1 << 20) + '"');| 1 | a row has at most 1048576 bytes
            throw new IllegalStateException("no idea");  | 0 | it cannot be checked: java.lang.IllegalStateException: no idea
            throw new StackOverflowError();              | 0 | it cannot be checked: java.lang.StackOverflowError
            file.close();                                | 0 | there are no rows
            """)
    void whatACheckerDoesWrongIsAComplaint(String body, long line, String reason) throws IOException {
        plugin("Wrong", "wrong", body);
        CheckResult result = check(Checkers.with(plugins).find("wrong").orElseThrow(), "content\n");
        assertThat(result.wrong()).isEqualTo(1);
        assertThat(result.complaints().getFirst().line()).isEqualTo(line);
        assertThat(result.complaints().getFirst().reason()).startsWith(reason);
        assertThat(result.digest()).isEqualTo(Digest.of(directory.resolve("file")));
    }

    @Test
    void aCheckerSeesNothingOfThisProcess() throws IOException {
        plugin("Curious", "curious", "Class.forName(\"io.irodsingest.filedoor.check.Digest\");");
        assertThat(check(Checkers.with(plugins).find("curious").orElseThrow(), "x").complaints().getFirst().reason())
                .contains("ClassNotFoundException");
    }

    @Test
    void troubleWithTheFileIsNoneOfItsContent() throws IOException {
        plugin("Deaf", "deaf",
                "try { file.readAllBytes(); } catch (IOException ignored) { rows.complain(1, \"bad\"); }");
        FileChecker deaf = Checkers.with(plugins).find("deaf").orElseThrow();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FileCheck.run(deaf, Files.createDirectory(directory.resolve("no-file")), rows()));
    }

    @Test
    void twoOfOneNameAreRefused() throws IOException {
        plugin("One", "csv", "");
        assertThatIllegalArgumentException().isThrownBy(() -> Checkers.with(plugins))
                .withMessage(
                        "the checker 'csv' is there twice, from the file door and One (one.jar); take one of them away");
    }

    @Test
    void whatIsNoPluginIsRefused() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> Checkers.with(directory.resolve("none")))
                .withMessageContaining("there is no " + directory.resolve("none"));
        plugin("Empty", "no name", "");
        assertThatIllegalArgumentException().isThrownBy(() -> Checkers.with(plugins))
                .withMessageContaining("Empty (empty.jar) has 'no name' for a name");
        Files.writeString(plugins.resolve("empty.jar"), "no jar");
        assertThatIllegalArgumentException().isThrownBy(() -> Checkers.with(plugins))
                .withMessageContaining("empty.jar has no checker");
    }

    @Test
    void aDirectoryThatEverybodyMayWriteToIsRefused() throws IOException {
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatIllegalArgumentException().isThrownBy(() -> Checkers.with(plugins))
                .withMessageContaining("chmod o-w");
    }
}
