package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int NO_SPACE = -513028;

    @TempDir
    private Path directory;

    @Test
    void aFullVaultTakesNoMore() throws IOException {
        try (MiniIrods server = MiniIrods.builder().vaultRoot(directory).vaultLimitBytes(10).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(put(client, HOME + "/a", 8)).isZero();
            assertThat(put(client, HOME + "/b", 3)).isEqualTo(NO_SPACE);
            assertThat(client.status(633, HOME + "/b")).isEqualTo(-310000);
            assertThat(directory.resolve("demoResc/home/rods/b")).doesNotExist();
            int descriptor = client.request(20003, RawClient.object(HOME + "/c", 65)).intInfo();
            assertThat(client.request(676, RawClient.opened(descriptor, 3, 0), new byte[3]).intInfo())
                    .isEqualTo(NO_SPACE);
            assertThat(client.request(676, RawClient.opened(descriptor, 2, 0), new byte[2]).intInfo()).isEqualTo(2);
            assertThat(client.json(20004, "{\"fd\":" + descriptor + "}").intInfo()).isZero();
            assertThat(client.status(615, HOME + "/a", "forceFlag", "")).isZero();
            assertThat(put(client, HOME + "/b", 8)).isZero();
        }
    }

    @Test
    void theFileGoesWithItsObjectButNotWhenItWasRegistered() throws IOException {
        Path registered = Files.writeString(directory.resolve("registered"), "text");
        try (MiniIrods server = MiniIrods.builder().vaultRoot(directory.resolve("v")).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            put(client, HOME + "/put", 3);
            client.status(20008, HOME + "/registered", "filePath", registered.toString());
            Path file = directory.resolve("v/demoResc/home/rods/put");
            assertThat(file).hasSize(3);
            assertThat(client.status(615, HOME + "/put", "forceFlag", "")).isZero();
            assertThat(client.status(615, HOME + "/registered", "forceFlag", "")).isZero();
            assertThat(file).doesNotExist();
            assertThat(registered).exists();
        }
    }

    @Test
    void trashKeepsTheFileAndFreesItsName() throws IOException {
        try (MiniIrods server = MiniIrods.builder().vaultRoot(directory).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            client.request(681, RawClient.collection(HOME + "/dir"));
            for (int i = 1; i <= 3; i++) {
                assertThat(put(client, HOME + "/dir/object", i)).isZero();
                assertThat(client.status(615, HOME + "/dir/object")).isZero();
            }
            assertThat(directory.resolve("demoResc/trash/home/rods/dir/object")).hasSize(1);
            assertThat(client.query(new int[]{407}, "501", "= '/tempZone/trash/home/rods/dir'").child("SqlResult_PI")
                    .texts("value")).containsExactlyInAnyOrder("1", "2", "3");
            put(client, HOME + "/dir/kept", 5);
            assertThat(client.request(679, RawClient.collection(HOME + "/dir", "recursiveOpr", "")).intInfo())
                    .isZero();
            assertThat(client.status(633, HOME + "/dir")).isEqualTo(-310000);
            String path = client.query(new int[]{410}, "403", "= 'kept'").child("SqlResult_PI").text("value");
            assertThat(Path.of(path)).hasSize(5);
            assertThat(path).contains("/trash/home/rods/dir");
        }
    }

    private static int put(RawClient client, String path, int size) throws IOException {
        return client.request(606, RawClient.object(path, 2, "dataIncluded", ""), new byte[size]).intInfo();
    }
}
