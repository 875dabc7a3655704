package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.vault.Checksums;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Put (606) and get (608) as Jargon and the older icommands do them, and renaming (627). */
class TransferTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final byte[] TEXT = "bytes of a file".getBytes(StandardCharsets.UTF_8);
    private static final int SINGLE_BUFFER = 32 * 1024 * 1024;

    @TempDir
    private Path directory;
    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().vaultRoot(directory).release("4.2.12").start();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0, 1, false", "regChksum, '', 0, 1, true", "verifyChksum, right, 0, 1, true",
            "verifyChksum, wrong, -314000, 0, false"})
    void aFileIsWrittenThroughADescriptorAndCompleted(String keyword, String value, int status, String replica,
            boolean checksum) throws IOException {
        String right = Checksums.of(TEXT);
        String[] conditions = keyword.isEmpty()
                ? new String[0]
                : new String[]{keyword, value.equals("right") ? right : value};
        Frame reply = client.request(606, RawClient.object(HOME + "/file", 2, conditions));
        PiNode portal = PiReader.read(reply.message());
        assertThat(reply.intInfo()).isZero();
        assertThat(portal.number("numThreads", -1)).isZero();
        int descriptor = portal.number("l1descInx", 0);
        for (int from = 0; from < TEXT.length; from += 5) {
            byte[] part = Arrays.copyOfRange(TEXT, from, from + 5);
            assertThat(client.request(676, RawClient.opened(descriptor, part.length, 0), part).intInfo()).isEqualTo(5);
        }
        assertThat(complete(descriptor)).isEqualTo(status);
        assertThat(complete(descriptor)).isEqualTo(-19000);
        assertThat(Files.readAllBytes(directory.resolve("demoResc/home/rods/file"))).isEqualTo(TEXT);
        assertThat(column(413, "file")).containsExactly(replica);
        assertThat(column(407, "file")).containsExactly(Integer.toString(TEXT.length));
        assertThat(column(415, "file")).containsExactly(checksum ? right : "");
    }

    @Test
    void overwritingTakesForceAndEndsShorter() throws IOException {
        put("file", TEXT);
        assertThat(client.status(606, HOME + "/file")).isEqualTo(-312000);
        Frame reply = client.request(606, RawClient.object(HOME + "/file", 2, "forceFlag", ""));
        int descriptor = PiReader.read(reply.message()).number("l1descInx", 0);
        client.request(676, RawClient.opened(descriptor, 1, 0), new byte[]{1});
        assertThat(complete(descriptor)).isZero();
        assertThat(column(407, "file")).containsExactly("1");
    }

    @Test
    void smallObjectsComeWithTheReply() throws IOException {
        put("file", TEXT);
        put("empty", new byte[0]);
        Frame got = client.request(608, RawClient.object(HOME + "/file", 0, "verifyChksum", ""));
        assertThat(got.intInfo()).isZero();
        assertThat(got.bytes()).isEqualTo(TEXT);
        assertThat(PiReader.read(got.message()).text("chksum")).isEqualTo(Checksums.of(TEXT));
        assertThat(client.request(608, RawClient.object(HOME + "/empty", 0)).bytes()).isEmpty();
        assertThat(client.status(608, HOME + "/none")).isEqualTo(-358000);
        assertThat(client.status(608, HOME)).isEqualTo(-358000);
    }

    @Test
    void largeObjectsAreReadAndCompleted() throws IOException {
        byte[] large = new byte[SINGLE_BUFFER + 1];
        new Random(7).nextBytes(large);
        put("large", large);
        Frame got = client.request(608, RawClient.object(HOME + "/large", 0));
        int descriptor = PiReader.read(got.message()).number("l1descInx", 0);
        assertThat(got.intInfo()).isEqualTo(descriptor).isPositive();
        assertThat(got.bytes()).isEmpty();
        assertThat(client.request(675, RawClient.opened(descriptor, SINGLE_BUFFER, 0)).bytes())
                .isEqualTo(Arrays.copyOf(large, SINGLE_BUFFER));
        assertThat(client.request(675, RawClient.opened(descriptor, SINGLE_BUFFER, 0)).bytes())
                .containsExactly(large[SINGLE_BUFFER]);
        assertThat(complete(descriptor)).isZero();
    }

    @Test
    void renamingMovesFilesInVaultsOnly() throws IOException {
        put("file", TEXT);
        Path outside = Files.writeString(directory.resolve("outside"), "x");
        client.status(681, HOME + "/a");
        client.request(681, RawClient.collection(HOME + "/a/b", "recursiveOpr", ""));
        put("a/b/inside", TEXT);
        client.request(630, RawClient.object(HOME + "/a/b/outside", 0, "filePath", outside.toString()));
        assertThat(rename("/file", "/a/b/renamed", 11)).isZero();
        assertThat(rename("/a/b", "/c", 12)).isZero();
        assertThat(client.request(608, RawClient.object(HOME + "/c/renamed", 0)).bytes()).isEqualTo(TEXT);
        assertThat(directory.resolve("demoResc/home/rods/c/renamed")).exists();
        assertThat(directory.resolve("demoResc/home/rods/c/inside")).exists();
        assertThat(column(410, "outside")).containsExactly(outside.toString());
        assertThat(client.status(633, HOME + "/a/b")).isEqualTo(-310000);
    }

    @ParameterizedTest
    @CsvSource({"/file, /file, 11, -339000", "/none, /new, 11, -808000", "/none, /new, 12, -808000",
            "/file, /none/new, 11, -814000", "/file, /other, 11, -834000", "/file, /coll, 11, -833000",
            "/coll, /coll/below/it, 12, -814000", "/coll, /coll/it, 12, -837000", "/coll, /file, 12, -834000",
            "/open, /new, 11, -406000"})
    void whatCannotBeRenamedStays(String from, String to, int type, int status) throws IOException {
        put("file", TEXT);
        put("other", TEXT);
        client.request(681, RawClient.collection(HOME + "/coll"));
        client.request(602, RawClient.object(HOME + "/open", 65));
        assertThat(rename(from, to, type)).isEqualTo(status);
        assertThat(client.status(633, HOME + "/file")).isEqualTo(1);
    }

    @Test
    void specificQueriesAreThoseOfAFreshServer() throws IOException {
        put("file", TEXT);
        assertThat(specific("findQueryByAlias", "ShowCollAcls")).hasSize(2).first().isEqualTo(List.of("ShowCollAcls"));
        assertThat(specific("ShowCollAcls", HOME)).containsExactly(List.of("rods"), List.of("tempZone"), List.of("own"),
                List.of("rodsadmin"));
        assertThat(specific("listGroupsForUser", "rods").get(1)).containsExactlyInAnyOrder("rodsadmin", "public");
        assertThat(specific("listUserACLForDataObjViaGroup", HOME, "file", "rods").get(2)).containsExactly("1200");
        assertThat(specific("ilsLADataObjects", HOME, "10", "0").get(1)).containsExactly("file");
        assertThat(specific("ilsLACollections", "/tempZone/home", "1", "1").get(1)).hasSize(1);
        assertThat(client.request(722, "<specificQueryInp_PI><sql>none</sql></specificQueryInp_PI>").intInfo())
                .isEqualTo(-853000);
    }

    private List<List<String>> specific(String name, String... arguments) throws IOException {
        StringBuilder xml = new StringBuilder("<specificQueryInp_PI><sql>" + name + "</sql>");
        for (int i = 0; i < arguments.length; i++) {
            xml.append("<arg").append(i + 1).append('>').append(arguments[i]).append("</arg").append(i + 1).append('>');
        }
        PiNode rows = PiReader
                .read(client.request(722, xml + "<maxRows>256</maxRows></specificQueryInp_PI>").message());
        return rows.children().stream().map(column -> column.texts("value")).filter(values -> !values.isEmpty())
                .toList();
    }

    private void put(String name, byte[] bytes) throws IOException {
        assertThat(client.request(606, RawClient.object(HOME + "/" + name, 2, "dataIncluded", ""), bytes).intInfo())
                .isZero();
    }

    private int complete(int descriptor) throws IOException {
        return client.request(626, "<INT_PI><myInt>" + descriptor + "</myInt></INT_PI>").intInfo();
    }

    private int rename(String from, String to, int type) throws IOException {
        String end = "<oprType>0</oprType>";
        return client.request(627, "<DataObjCopyInp_PI>"
                + RawClient.object(HOME + from, 0).replace(end, "<oprType>" + type + "</oprType>")
                + RawClient.object(HOME + to, 0) + "</DataObjCopyInp_PI>").intInfo();
    }

    private List<String> column(int column, String name) throws IOException {
        return client.query(new int[]{column}, "403", "= '" + name + "'").child("SqlResult_PI").texts("value");
    }
}
