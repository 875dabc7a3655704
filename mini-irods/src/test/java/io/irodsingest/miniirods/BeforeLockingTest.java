package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.vault.Checksums;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before 4.2.9 nothing tells that an object is being written, which is what a client of such servers must live with. */
class BeforeLockingTest {
    private static final String PATH = "/tempZone/home/rods/object";
    private static final int CREATE_AND_WRITE = 65;
    private static final int TRUNCATE_AND_WRITE = 513;
    private static final int WRITE = 1;
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;
    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().vaultRoot(directory).release("4.2.8").start();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aNewReplicaIsGoodFromTheBeginAndStaysSo() throws IOException {
        try (RawClient dropped = RawClient.as(server.port(), "rods", "rods")) {
            int descriptor = dropped.request(602, RawClient.object(PATH, CREATE_AND_WRITE)).intInfo();
            assertThat(rows(413, 407)).containsExactly(List.of("1"), List.of("0"));
            dropped.request(676, RawClient.opened(descriptor, 4, 0), TEXT);
        }
        untilClosed();
        assertThat(rows(413, 407)).containsExactly(List.of("1"), List.of("0"));
    }

    @Test
    void whatIsMarkedAsStaleStaysSoUntilItIsClosed() throws IOException {
        try (RawClient dropped = RawClient.as(server.port(), "rods", "rods")) {
            int descriptor = dropped.request(602, RawClient.object(PATH, CREATE_AND_WRITE)).intInfo();
            markStale();
            dropped.request(676, RawClient.opened(descriptor, 4, 0), TEXT);
        }
        untilClosed();
        assertThat(rows(413)).containsExactly(List.of("0"));
        int descriptor = client.request(602, RawClient.object(PATH, TRUNCATE_AND_WRITE)).intInfo();
        assertThat(rows(413)).containsExactly(List.of("0"));
        client.request(676, RawClient.opened(descriptor, 4, 0), TEXT);
        assertThat(client.request(673, RawClient.opened(descriptor, 0, 0)).intInfo()).isZero();
        assertThat(rows(413, 407)).containsExactly(List.of("1"), List.of("4"));
    }

    @Test
    void severalMayWriteAndTheOtherReplicasBecomeStale() throws IOException {
        client.request(606, RawClient.object(PATH, 2, "dataIncluded", "", "regChksum", ""), TEXT);
        client.request(701, RawClient.admin("add", "resource", "second", "unixfilesystem", "", "", "tempZone"));
        client.close();
        client = RawClient.as(server.port(), "rods", "rods");
        Path copy = Files.writeString(directory.resolve("copy"), "text");
        assertThat(client.status(630, PATH, "regRepl", "", "filePath", copy.toString(), "destRescName", "second"))
                .isZero();
        int first = client.request(602, RawClient.object(PATH, WRITE, "replNum", "0")).intInfo();
        try (RawClient other = RawClient.as(server.port(), "rods", "rods")) {
            int second = other.request(602, RawClient.object(PATH, WRITE, "replNum", "0")).intInfo();
            assertThat(second).isPositive();
            assertThat(other.request(673, RawClient.opened(second, 0, 0)).intInfo()).isZero();
        }
        assertThat(rows(413)).containsExactly(List.of("0", "1"));
        client.request(676, RawClient.opened(first, 4, 0), "TEXT".getBytes(StandardCharsets.UTF_8));
        client.request(673, RawClient.opened(first, 0, 0));
        PiNode statuses = client.query(new int[]{404, 413}, "403", "= 'object'");
        assertThat(statuses.children().get(5).texts("value")).containsExactly("1", "0");
        assertThat(
                client.query(new int[]{415}, "403", "= 'object'", "404", "= '0'").child("SqlResult_PI").text("value"))
                .isEqualTo(Checksums.of("TEXT".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void truncatingShowsAtOnce() throws IOException {
        client.request(606, RawClient.object(PATH, 2, "dataIncluded", ""), TEXT);
        client.request(602, RawClient.object(PATH, TRUNCATE_AND_WRITE));
        assertThat(rows(413, 407)).containsExactly(List.of("1"), List.of("0"));
        assertThat(client.status(615, PATH, "forceFlag", "")).isZero();
    }

    @Test
    void whatCameWronglyIsGoodToo() throws IOException {
        assertThat(
                client.request(606, RawClient.object(PATH, 2, "dataIncluded", "", "verifyChksum", "sha2:wrong"), TEXT)
                        .intInfo())
                .isEqualTo(-314000);
        assertThat(rows(413)).containsExactly(List.of("1"));
        int descriptor = PiReader.read(client.request(606,
                RawClient.object(PATH, 2, "forceFlag", "", "verifyChksum", "sha2:wrong")).message())
                .number("l1descInx", 0);
        client.request(676, RawClient.opened(descriptor, 4, 0), TEXT);
        assertThat(client.request(626, "<INT_PI><myInt>" + descriptor + "</myInt></INT_PI>").intInfo())
                .isEqualTo(-314000);
        assertThat(rows(413)).containsExactly(List.of("1"));
    }

    private void markStale() throws IOException {
        assertThat(client.request(622, "<ModDataObjMeta_PI><DataObjInfo_PI><objPath>" + PATH + "</objPath><replNum>0"
                + "</replNum></DataObjInfo_PI><KeyValPair_PI><ssLen>1</ssLen><keyWord>replStatus</keyWord><svalue>0"
                + "</svalue></KeyValPair_PI></ModDataObjMeta_PI>").intInfo()).isZero();
    }

    private void untilClosed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.openConnections() == 1);
    }

    private List<List<String>> rows(int... columns) throws IOException {
        return client.query(columns, "403", "= 'object'").children().stream().map(column -> column.texts("value"))
                .filter(values -> !values.isEmpty()).toList();
    }
}
