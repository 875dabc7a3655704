package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.irodsingest.common.secret.Secret;
import io.irodsingest.workers3.S3Credentials.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"access\nhidden", "access\nhidden\n", "  access \r\n hidden\r\n\r\n \n"})
    void twoLinesAreAKeyPair(String content) throws IOException {
        KeyPair pair = KeyPairFile.read(file(content));
        assertThat(pair).isEqualTo(new KeyPair("access", new Secret("hidden")));
        assertThat(pair.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hidden", "hidden\nhidden\nhidden\n", "\nhidden", "access\nhid den",
            "hid den\nhidden", "access\nhiddén"})
    void anythingElseIsToldWithoutShowingIt(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> KeyPairFile.read(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith("the S3 key pair file " + file + " cannot be used: ")
                .hasMessageNotContaining("hid");
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        assertThatThrownBy(() -> KeyPairFile.read(directory.resolve("missing")))
                .hasMessageEndingWith("there is no such file");
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[]{(byte) 0xFF, 0});
        assertThatThrownBy(() -> KeyPairFile.read(binary)).hasMessageEndingWith("it is no text in UTF-8");
        Path large = directory.resolve("large");
        Files.write(large, new byte[100_000]);
        assertThatThrownBy(() -> KeyPairFile.read(large)).hasMessageEndingWith("too large to be one");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("keys"), content);
    }
}
