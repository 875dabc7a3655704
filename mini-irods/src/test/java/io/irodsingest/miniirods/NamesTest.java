package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.wire.WireText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names with any character but NUL and slash, through every request that takes one. */
class NamesTest {
    private static final String HOME = "/tempZone/home/rods";

    @Test
    void oddNamesArrive(@TempDir Path directory) throws IOException {
        try (MiniIrods server = MiniIrods.builder().vaultRoot(directory).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            List<String> names = names().toList();
            for (int i = 0; i < names.size(); i++) {
                String collection = HOME + "/" + names.get(i) + ".d";
                String object = collection + "/" + names.get(i);
                assertThat(client.request(681, RawClient.collection(collection)).intInfo()).isZero();
                assertThat(client.request(606, RawClient.object(object, 2, "dataIncluded", ""), new byte[i])
                        .intInfo()).as(names.get(i)).isZero();
                assertThat(client.status(20008, object + "r", "filePath", "/source/" + names.get(i), "dataSize", "1"))
                        .isZero();
                assertThat(client.status(633, object)).isEqualTo(1);
                assertThat(client.status(629, object)).isZero();
            }
            List<String> found = new ArrayList<>(client.query(new int[]{403, 410}, "409", "= 'demoResc'", "410",
                    "like '/source/%'").child("SqlResult_PI").texts("value"));
            assertThat(found).containsExactlyInAnyOrderElementsOf(names.stream().map(name -> name + "r").toList());
            for (String name : names) {
                assertThat(client.status(615, HOME + "/" + name + ".d/" + name)).isZero();
                assertThat(client.request(679, RawClient.collection(HOME + "/" + name + ".d", "recursiveOpr", "",
                        "forceFlag", "")).intInfo()).isZero();
            }
        }
    }

    /** A database in UTF-8, as most catalogs are in, keeps no other bytes. */
    @Test
    void physicalPathsThatAreNoTextAreRefusedUnlessTheCatalogTakesBytes() throws IOException {
        String path = WireText.decode(new byte[]{'/', 's', '/', 'b', (byte) 0xFF});
        for (boolean bytes : new boolean[]{false, true}) {
            MiniIrods.Builder builder = MiniIrods.builder();
            try (MiniIrods server = (bytes ? builder.catalogTakesBytes() : builder).start();
                    RawClient client = RawClient.as(server.port(), "rods", "rods")) {
                assertThat(client.status(20008, HOME + "/o", "filePath", path, "dataSize", "1"))
                        .isEqualTo(bytes ? 0 : -806000);
                assertThat(client.status(20008, HOME + "/p", "filePath", "/s/\u00ff", "dataSize", "1")).isZero();
                assertThat(client.status(633, HOME + "/o")).isEqualTo(bytes ? 1 : -310000);
            }
        }
    }

    @Test
    void namesThatTheVaultCannotHoldAreRefusedAsByTheRealServer() throws IOException {
        try (MiniIrods server = MiniIrods.builder().start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            String path = HOME + "/" + "x".repeat(300);
            assertThat(client.request(606, RawClient.object(path, 2, "dataIncluded", ""), new byte[1]).intInfo())
                    .isEqualTo(-511036);
            assertThat(client.request(20003, RawClient.object(path, 65)).intInfo()).isEqualTo(-511036);
            assertThat(client.status(633, path)).isEqualTo(-310000);
        }
    }

    @Test
    void pathsThatAreNoneAreRefused() throws IOException {
        try (MiniIrods server = MiniIrods.builder().start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            for (String path : List.of("", "relative", HOME + "/..", HOME + "/../up", HOME + "/./here", HOME + "/.")) {
                assertThat(client.request(681, RawClient.collection(path)).intInfo()).as(path).isEqualTo(-317000);
                assertThat(client.status(606, path, "dataIncluded", "")).as(path).isEqualTo(-317000);
            }
            String deep = HOME + "/d".repeat(500);
            assertThat(client.request(681, RawClient.collection(deep, "recursiveOpr", "")).intInfo()).isZero();
            assertThat(client.request(681, RawClient.collection(deep + "/" + "x".repeat(100))).intInfo())
                    .isEqualTo(-308000);
        }
    }

    private static Stream<String> names() {
        StringBuilder controls = new StringBuilder();
        for (char c = 1; c < ' '; c++) {
            controls.append(c);
        }
        return Stream.of("new\nline", "tab\tand\rreturn", controls + "\u007f", "quote'\"`", "back\\slash", "100%41",
                "..dots", ".hidden", "-dash", " space ", "<&>;&amp;", "x".repeat(250), "é".repeat(125), "😀𝄞\uffff",
                "e\u0301", "\u0085\u2028");
    }
}
