package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenReplicaTest {
    private static final String PATH = "/tempZone/home/rods/object";
    private static final int CREATE_AND_WRITE = 65;
    private static final int WRITE = 1;

    @TempDir
    private Path directory;
    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().vaultRoot(directory).start();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void severalConnectionsWriteOneReplicaByItsToken() throws IOException {
        Frame opened = client.request(20003, RawClient.object(PATH, CREATE_AND_WRITE));
        try (RawClient second = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(second.request(20003, RawClient.object(PATH, WRITE, "replicaToken", "wrong", "replNum", "0"))
                    .intInfo()).isEqualTo(-1803000);
            int joined = second.request(20003,
                    RawClient.object(PATH, WRITE, "replicaToken", token(opened), "replNum", "0")).intInfo();
            second.request(674, RawClient.opened(joined, 0, 4));
            assertThat(second.request(676, RawClient.opened(joined, 4, 0), "5678".getBytes()).intInfo()).isEqualTo(4);
            assertThat(second.json(20004, "{\"fd\":" + joined
                    + ",\"update_size\":false,\"update_status\":false,\"send_notifications\":false}").intInfo())
                    .isZero();
            assertThat(statuses()).containsExactly("2");
        }
        client.request(676, RawClient.opened(opened.intInfo(), 4, 0), "1234".getBytes());
        assertThat(client.json(20004, "{\"fd\":" + opened.intInfo() + "}").intInfo()).isZero();
        assertThat(statuses()).containsExactly("1");
        assertThat(Files.readString(directory.resolve("demoResc/home/rods/object"))).isEqualTo("12345678");
    }

    @Test
    void aDroppedUploadLeavesAStaleReplica() throws IOException {
        try (RawClient dropped = RawClient.as(server.port(), "rods", "rods")) {
            int descriptor = dropped.request(20003, RawClient.object(PATH, CREATE_AND_WRITE)).intInfo();
            dropped.request(676, RawClient.opened(descriptor, 4, 0), "1234".getBytes());
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> statuses().equals(List.of("0")));
        assertThat(client.status(606, PATH, "dataIncluded", "", "forceFlag", "")).isZero();
        assertThat(statuses()).containsExactly("1");
    }

    @Test
    void writingOneReplicaMakesTheOtherStale() throws IOException {
        admin("add", "resource", "second", "unixfilesystem", "", "", "tempZone");
        client.request(606, RawClient.object(PATH, 2, "dataIncluded", ""), "old".getBytes());
        Path copy = Files.writeString(directory.resolve("copy"), "old");
        assertThat(client.status(20008, PATH, "regRepl", "", "filePath", copy.toString(), "destRescName", "second"))
                .isZero();
        assertThat(statuses()).containsExactly("0", "1");
        int descriptor = client.request(20003, RawClient.object(PATH, WRITE, "replNum", "0")).intInfo();
        assertThat(statuses()).containsExactly("2", "3");
        client.request(676, RawClient.opened(descriptor, 3, 0), "new".getBytes());
        client.json(20004, "{\"fd\":" + descriptor + "}");
        assertThat(statuses()).containsExactly("1", "0");
    }

    @Test
    void openingWithoutWritingChangesNothing() throws IOException {
        client.request(606, RawClient.object(PATH, 2, "dataIncluded", "", "regChksum", ""), "text".getBytes());
        PiNode before = all();
        int descriptor = client.request(20003, RawClient.object(PATH, WRITE)).intInfo();
        client.json(20004, "{\"fd\":" + descriptor + "}");
        assertThat(all().texts("SqlResult_PI")).isEqualTo(before.texts("SqlResult_PI"));
        assertThat(values(all())).isEqualTo(values(before));
    }

    @Test
    void aReplicationResourceKeepsItsChildrenEqual() throws IOException {
        admin("add", "resource", "both", "replication", "", "", "tempZone");
        for (String child : List.of("left", "right")) {
            admin("add", "resource", child, "unixfilesystem", "", "", "tempZone");
            admin("add", "childtoresc", "both", child, "");
        }
        for (String content : List.of("first", "second one")) {
            assertThat(client.request(606, RawClient.object(PATH, 2, "dataIncluded", "", "forceFlag", "",
                    "destRescName", "both"), content.getBytes()).intInfo()).isZero();
            assertThat(statuses()).containsExactly("1", "1");
            assertThat(Files.readString(directory.resolve("left/home/rods/object"))).isEqualTo(content);
            assertThat(Files.readString(directory.resolve("right/home/rods/object"))).isEqualTo(content);
        }
        assertThat(client.status(606, "/tempZone/home/rods/other", "dataIncluded", "", "destRescName", "left"))
                .isEqualTo(-1816000);
    }

    @Test
    void betweenRootAndLeafOfATreeNothingCanBeNamed() throws IOException {
        for (String[] one : new String[][]{{"root", "passthru"}, {"middle", "passthru"}, {"leaf", "unixfilesystem"}}) {
            admin("add", "resource", one[0], one[1], "", "", "tempZone");
        }
        admin("add", "childtoresc", "root", "middle", "");
        admin("add", "childtoresc", "middle", "leaf", "");
        for (String resource : List.of("root", "leaf")) {
            assertThat(client.status(20008, "/tempZone/home/rods/" + resource, "filePath", "/source/" + resource,
                    "dataSize", "1", "destRescName", resource)).isZero();
        }
        assertThat(client.status(20008, "/tempZone/home/rods/middle", "filePath", "/source/middle", "dataSize", "1",
                "destRescName", "middle")).isEqualTo(-1803000);
        assertThat(client.status(606, "/tempZone/home/rods/middle", "dataIncluded", "", "destRescName", "middle"))
                .isEqualTo(-1816000);
    }

    /** Goes on over a new connection, which knows what was made. */
    private void admin(String... words) throws IOException {
        assertThat(client.request(701, RawClient.admin(words)).intInfo()).isZero();
        client.close();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @Test
    void aConnectionDoesNotLearnOfNewResources() throws IOException {
        try (RawClient before = RawClient.as(server.port(), "rods", "rods")) {
            admin("add", "resource", "second", "unixfilesystem", "", "", "tempZone");
            assertThat(before.status(20008, PATH, "filePath", "/x", "dataSize", "1", "destRescName", "second"))
                    .isEqualTo(-78000);
            assertThat(client.status(20008, PATH, "filePath", "/x", "dataSize", "1", "destRescName", "second"))
                    .isZero();
        }
    }

    private List<String> statuses() throws IOException {
        return client.query(new int[]{413, 404}, "403", "= 'object'").child("SqlResult_PI").texts("value");
    }

    private PiNode all() throws IOException {
        return client.query(new int[]{404, 407, 413, 415, 420}, "403", "= 'object'");
    }

    private static List<List<String>> values(PiNode rows) {
        return rows.children().stream().map(column -> column.texts("value")).toList();
    }

    private static String token(Frame opened) throws IOException {
        return new ObjectMapper().readTree(BinBytes.text(PiReader.read(opened.message()))).path("replica_token")
                .asText();
    }
}
