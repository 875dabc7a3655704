package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tar archives that the server unpacks and registers (665), as rsStructFileExtAndReg.cpp and rsBulkDataObjPut.cpp of 5.0.2 do it. */
class BundleTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int LOT = 50;

    @TempDir
    private Path vault;
    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().vaultRoot(vault).start();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void everyFileBecomesAGoodObjectAndNothingElseStays() throws IOException {
        String longName = "a".repeat(200);
        assertThat(unpack("a", longName, "höher", "below/deep")).isZero();
        assertThat(content("a")).isEqualTo("a");
        assertThat(content(longName)).isEqualTo(longName);
        assertThat(content("höher")).isEqualTo("höher");
        assertThat(content("below/deep")).isEqualTo("below/deep");
        assertThat(rows("a")).containsExactly("1", "1", "");
        try (Stream<Path> files = Files.walk(vault)) {
            assertThat(files.filter(file -> file.toString().contains(".dir"))).isEmpty();
        }
    }

    @Test
    void aNameThatExistsLeavesOutItselfOnly() throws IOException {
        assertThat(unpack("a")).isZero();
        assertThat(unpack("a", "b")).isEqualTo(-46000);
        assertThat(content("b")).isEqualTo("b");
    }

    /** One that is in the catalog and not in the way in the vault is found out when the lot is registered. */
    @Test
    void aNameThatTheCatalogHasLeavesOutItsLot(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("x"), "x");
        assertThat(client.status(630, HOME + "/n0", "filePath", file.toString())).isZero();
        assertThat(unpack(names(2 * LOT))).isEqualTo(-809000);
        assertThat(count()).as("of the other lot, and what was there").isEqualTo(LOT + 1);
    }

    @Test
    void onAFullDiskFilesHaveTheirSizeAndNotTheirContent() throws IOException {
        put("bundle", tar("a", "b"));
        server.faults().fillVaultsAfter(1);
        assertThat(extract("bundle")).isZero();
        assertThat(Stream.of(content("a"), content("b"))).containsExactlyInAnyOrder("\0", content("a").equals("\0")
                ? "b"
                : "a");
    }

    @Test
    void anAgentThatDiesLeavesWhatItHasRegistered() throws IOException {
        put("bundle", tar(names(LOT + 7)));
        server.faults().dieInExtraction(LOT + 3, 1);
        assertThat(client.request(665, extraction("bundle"))).isNull();
        client.close();
        client = RawClient.as(server.port(), "rods", "rods");
        assertThat(count()).isEqualTo(LOT);
        assertThat(unpack(names(LOT + 7))).isEqualTo(-46000);
        assertThat(count()).isEqualTo(LOT + 7);
    }

    @Test
    void anAgentUnpacksFifteenTimes() throws IOException {
        for (int i = 0; i < 15; i++) {
            assertThat(unpack("f" + i)).isZero();
        }
        assertThat(unpack("last")).isEqualTo(-18000);
        client.close();
        client = RawClient.as(server.port(), "rods", "rods");
        assertThat(extract("bundle")).isZero();
    }

    @Test
    void whatIsNotThereOrNoArchiveIsRefused() throws IOException {
        assertThat(extract("nothing")).isEqualTo(-1821000);
        put("bundle", "no archive at all, and longer than one block".repeat(20).getBytes(StandardCharsets.UTF_8));
        assertThat(extract("bundle")).isNegative();
    }

    @Test
    void pricesAreForRequestsAndForEachFileOfABundle() {
        Prices prices = Prices.measured(2);
        assertThat(prices.of(665, 10)).isEqualTo(Duration.ofMillis(36));
        assertThat(prices.of(606, 0)).isEqualTo(Duration.ofMillis(30));
        assertThat(prices.of(627, 0)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void requestsTakeAtLeastTheirPrice() throws IOException {
        Prices slow = new Prices(Map.of(633, new Prices.Price(Duration.ofMillis(30), Duration.ZERO)), Duration.ZERO, 1);
        try (MiniIrods priced = MiniIrods.builder().prices(slow).start();
                RawClient one = RawClient.as(priced.port(), "rods", "rods")) {
            long begun = System.nanoTime();
            one.status(633, HOME);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        }
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    private int unpack(String... names) throws IOException {
        put("bundle", tar(names));
        return extract("bundle");
    }

    private void put(String name, byte[] bytes) throws IOException {
        assertThat(client.request(606, RawClient.object(HOME + '/' + name, 0, "dataIncluded", "", "forceFlag", ""),
                bytes).intInfo()).isZero();
    }

    private int extract(String name) throws IOException {
        return client.request(665, extraction(name)).intInfo();
    }

    private static String extraction(String name) {
        return new PiWriter().open("StructFileExtAndRegInp_PI").field("objPath", HOME + '/' + name)
                .field("collection", HOME).field("oprType", 0).field("flags", 0).open("KeyValPair_PI").field("ssLen", 1)
                .field("keyWord", "bulkOpr").field("svalue", "").close("KeyValPair_PI")
                .close("StructFileExtAndRegInp_PI").toString();
    }

    /** Files whose content is their name. */
    private static byte[] tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (String name : names) {
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private String content(String name) throws IOException {
        return new String(client.request(608, RawClient.object(HOME + '/' + name, 0)).bytes(), StandardCharsets.UTF_8);
    }

    /** Status, size and checksum. */
    private List<String> rows(String name) throws IOException {
        PiNode rows = client.query(new int[]{413, 407, 415}, "403", "= '" + name + "'");
        return rows.children().stream().filter(child -> child.number("attriInx", 0) > 0)
                .map(child -> child.texts("value").getFirst()).toList();
    }

    private int count() throws IOException {
        PiNode rows = client.query(new int[]{403}, "403", "like 'n%'");
        return rows.number("rowCnt", 0);
    }
}
