package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.file.Path;

/** What was there when the recording began: resources, and collections of an earlier run with six objects. */
final class RecordedState {
    private RecordedState() {}

    static void prepare(RawClient client, Path source, Path vaults) throws IOException {
        admin(client, "add", "resource", "extraResc", "unixfilesystem",
                "localhost:" + vaults.resolve("extraRescVault"), "", "tempZone");
        admin(client, "add", "resource", "rootResc", "passthru", "", "", "tempZone");
        admin(client, "add", "resource", "leafResc", "unixfilesystem",
                "localhost:" + vaults.resolve("leafRescVault"), "", "tempZone");
        admin(client, "add", "childtoresc", "rootResc", "leafResc", "");
        for (String path : new String[]{"/tempZone/home/rods/wire", "/tempZone/direct"}) {
            assertThat(client.request(681, RawClient.collection(path)).intInfo()).isZero();
        }
        for (int i = 0; i < 6; i++) {
            assertThat(client.status(20008, "/tempZone/home/rods/wire/earlier" + i, "filePath",
                    source.resolve("one.txt").toString(), "destRescName", "demoResc")).isZero();
        }
    }

    private static void admin(RawClient client, String... arguments) throws IOException {
        assertThat(client.request(701, RawClient.admin(arguments)).intInfo()).isZero();
    }
}
