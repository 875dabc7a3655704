package io.irodsingest.orchestrator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.common.job.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensFileTest {
    @TempDir
    private Path folder;

    @Test
    void tokensAreFoundWithNameAndRole() throws Exception {
        TokensFile tokens = TokensFile.open(file("# ours\n\n  ops   operator " + TokenDigest.of("one") + "\nme@x admin "
                + "sha256:" + TokenDigest.of("two").substring(7).toUpperCase(Locale.ROOT)));

        assertThat(tokens.find("one")).contains(new Caller("ops", Role.OPERATOR));
        assertThat(tokens.find("two")).contains(new Caller("me@x", Role.ADMIN));
        assertThat(tokens.find("three")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void anOperatorMayHaveLimits() throws Exception {
        TokensFile tokens = TokensFile.open(file("lab operator " + TokenDigest.of("one")
                + " sources=/data/%C3%BC%25,s3://b/p targets=/z/home/a%20b/,/z/x%2Cy users=a#z,nobody resources=r"));

        assertThat(tokens.find("one").orElseThrow().limits()).isEqualTo(new Limits(List.of("/data/ü%25", "s3://b/p"),
                List.of("/z/home/a b", "/z/x,y"), List.of("a#z", "nobody"), List.of("r")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator | target=/z          | has 'target=/z' in the place of a limit
            operator | targets=           | in the place of a limit
            operator | targets=/a targets=/b | each of
            operator | targets=z          | no absolute path
            operator | sources=/a/../b    | no absolute path
            operator | sources=/%4        | two hexadecimal digits
            operator | users=a            | not NAME#ZONE
            admin    | targets=/z         | gives limits to a admin; only an operator can have them
            viewer   | users=nobody       | only an operator can have them
            """)
    void limitsThatMakeNoSenseAreRefused(String role, String limits, String expected) throws Exception {
        Path file = file("a " + role + ' ' + TokenDigest.of("one") + ' ' + limits);

        assertThatThrownBy(() -> TokensFile.open(file)).hasMessageContaining("line 1 ").hasMessageContaining(expected);
    }

    @Test
    void aTokenThatIsTakenAwayIsRefusedSoon() throws Exception {
        Path file = file("a admin " + TokenDigest.of("one") + "\nb viewer " + TokenDigest.of("two"));
        TokensFile tokens = TokensFile.open(file);
        assertThat(tokens.find("one")).isPresent();

        Files.writeString(file, "b viewer " + TokenDigest.of("two") + "\nc admin " + TokenDigest.of("three"));

        await().until(() -> tokens.find("one").isEmpty() && tokens.find("three").isPresent());
        assertThat(tokens.find("two")).isPresent();
    }

    @Test
    void aFileThatBecameUnusableLocksNobodyOut() throws Exception {
        Path file = file("a admin " + TokenDigest.of("one"));
        TokensFile tokens = TokensFile.open(file);

        Files.delete(file);
        await().during(Duration.ofMillis(1500)).until(() -> tokens.find("one").isPresent());
        Files.writeString(file, "nonsense");
        await().during(Duration.ofMillis(1500)).until(() -> tokens.find("one").isPresent());
        Files.writeString(file, "a admin " + TokenDigest.of("other"));
        await().until(() -> tokens.find("other").isPresent() && tokens.find("one").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a admin 0123456789abcdef | line 1 is not of the form
            a king sha256:0000000000000000000000000000000000000000000000000000000000000000 | line 1 is not of the form
            # nothing | has no token in it
            """)
    void whatIsWrongIsToldWithoutTheToken(String content, String expected) throws Exception {
        Path file = file(content);

        assertThatThrownBy(() -> TokensFile.open(file)).hasMessageStartingWith("'" + file + "' ")
                .hasMessageContaining(expected).hasMessageNotContaining("0123456789abcdef");
    }

    @Test
    void namesAndTokensAreUnique() throws Exception {
        Path names = file("a admin " + TokenDigest.of("one") + "\na viewer " + TokenDigest.of("two"));
        assertThatThrownBy(() -> TokensFile.open(names))
                .hasMessageContaining("line 2 has a name that another line has");
        Path tokens = file("a admin " + TokenDigest.of("one") + "\nb viewer " + TokenDigest.of("one"));
        assertThatThrownBy(() -> TokensFile.open(tokens)).hasMessageContaining("line 2 has the token of another line");
        assertThatThrownBy(() -> TokensFile.open(folder.resolve("none"))).hasMessageContaining("does not exist");
    }

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("tokens"), content);
    }
}
