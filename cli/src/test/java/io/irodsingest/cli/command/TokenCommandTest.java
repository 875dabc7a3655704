package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.TokenDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    private final Terminal terminal = new Terminal(Map.of());

    @TempDir
    private Path folder;

    @Test
    void theFileKeepsTheDigestOnly() throws Exception {
        Path file = folder.resolve("tokens");

        String token = terminal.run("token", "ops", "--role", "operator", "--tokens-file", file.toString()).out()
                .strip();

        assertThat(token).hasSize(43);
        assertThat(file).hasContent("ops operator " + TokenDigest.of(token));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void moreAreAddedToWhatSomebodyEdited() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "# ours");

        terminal.run("token", "a", "--role", "admin", "--tokens-file", file.toString());
        terminal.run("token", "b", "--role", "viewer", "--tokens-file", file.toString());

        assertThat(Files.readAllLines(file)).hasSize(3).element(2).asString().startsWith("b viewer sha256:");
        Terminal.Result again = terminal.run("token", "a", "--role", "admin", "--tokens-file", file.toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("has a token named 'a' already");
        assertThat(again.out()).isEmpty();
    }

    @Test
    void limitsStandBehindTheDigest() throws Exception {
        Path file = folder.resolve("tokens");

        terminal.run("token", "lab", "--role", "operator", "--tokens-file", file.toString(), "--target", "/z/home/a b",
                "--target", "/z/x,y", "--source", "/data/ü%", "--source", "s3://bucket/p", "--as-user", "alice#z",
                "--as-user", "nobody", "--resource", "disk");

        assertThat(Files.readString(file))
                .matches("lab operator sha256:[0-9a-f]{64} sources=/data/%C3%BC%25,s3://bucket/p"
                        + " targets=/z/home/a%20b,/z/x%2Cy users=alice#z,nobody resources=disk\n");
        assertThat(terminal.run("token", "boss", "--role", "admin", "--tokens-file", file.toString(), "--target", "/z")
                .err()).contains("limits are for operators");
        assertThat(terminal.run("token", "x", "--role", "operator", "--tokens-file", file.toString(), "--target", "z")
                .err()).contains("'z' is no absolute path");
        assertThat(terminal.run("token", "x", "--role", "operator", "--tokens-file", file.toString(), "--as-user", "a")
                .err()).contains("NAME#ZONE");
    }

    @Test
    void wrongUse() {
        assertThat(terminal.run("token", "a b", "--role", "admin", "--tokens-file", "x").err())
                .contains("'a b' is no name for a token");
        assertThat(terminal.run("token", "a", "--role", "king", "--tokens-file", "x").exitCode()).isEqualTo(2);
        assertThat(terminal.run("token", "a", "--role", "admin", "--tokens-file",
                folder.resolve("none/tokens").toString()).err()).contains("cannot be used");
    }
}
