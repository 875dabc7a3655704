package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int UNKNOWN = -12000;
    /** What came after 4.2.0, in the order of its coming. */
    private static final List<Integer> LATER = List.of(20001, 20002, 20003, 20004, 20007, 20008, 110000, 801, 20012,
            10221);

    @ParameterizedTest
    @CsvSource({"4.2.0, 0", "4.2.7, 0", "4.2.8, 2", "4.2.9, 5", "4.2.10, 5", "4.2.11, 6", "4.2.12, 6", "4.3.0, 7",
            "4.3.1, 9", "4.3.2, 10", "5.0.2, 10"})
    void aReleaseKnowsWhatItHadAndSaysSo(String release, int known) throws IOException {
        try (MiniIrods server = MiniIrods.builder().release(release).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            for (int api : LATER) {
                boolean unknown = client.request(api, "").intInfo() == UNKNOWN;
                assertThat(unknown).as("%d", api).isEqualTo(LATER.indexOf(api) >= known);
            }
            PiNode facts = PiReader.read(client.request(700, "").message());
            assertThat(facts.text("relVersion")).isEqualTo("rods" + release);
            assertThat(client.status(633, HOME)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iinit", "iinitrequest_server_negotiation"})
    void theVersionComesWithAndWithoutNegotiation(String option) throws IOException {
        try (MiniIrods server = MiniIrods.builder().release("4.2.8").start();
                RawClient client = new RawClient(server.port())) {
            Frame answer = client.exchange(RawClient.startup("rods", "rods", "rods3.2", option));
            if (option.endsWith("negotiation")) {
                assertThat(PiReader.read(answer.message()).text("result")).isEqualTo("CS_NEG_REFUSE");
                answer = client.exchange(Frame.of(Frame.NEGOTIATION, 0, "<CS_NEG_PI><status>1</status>"
                        + "<result>cs_neg_result_kw=CS_NEG_USE_TCP;</result></CS_NEG_PI>"));
            }
            assertThat(answer.type()).isEqualTo(Frame.VERSION);
            assertThat(PiReader.read(answer.message()).text("relVersion")).isEqualTo("rods4.2.8");
            assertThat(client.prove("rods", "rods")).isZero();
        }
    }

    /** Both know better from 4.2.9 on; else the apostrophe is as it is, and its escape is the grave accent. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"5.0.2, rods5.0.2, &apos;, `", "5.0.2, rods4.2.9, &apos;, `",
            "5.0.2, rods4.2.8, ', &apos;", "5.0.2, rods3.2, ', &apos;", "4.2.8, rods5.0.2, ', &apos;",
            "4.2.9, rods4.3.0, &apos;, `"})
    void namesWithQuotesTravelAsTheOlderOneDoes(String server, String client, String apostrophe, String accent)
            throws IOException {
        try (MiniIrods running = MiniIrods.builder().release(server).start();
                RawClient old = new RawClient(running.port());
                RawClient helper = RawClient.as(running.port(), "rods", "rods")) {
            old.exchange(RawClient.startup("rods", "rods", client, "iinit"));
            assertThat(old.prove("rods", "rods")).isZero();
            assertThat(old.request(681, "<CollInpNew_PI><collName>" + HOME + "/a" + apostrophe + "b" + accent
                    + "c</collName></CollInpNew_PI>").intInfo()).isZero();
            Frame rows = old.request(702, query(501, 502, "= '" + HOME + "'"));
            assertThat(new String(rows.message())).contains("a" + apostrophe + "b" + accent + "c");
            assertThat(helper.request(633, RawClient.object(HOME + "/a\u0001b\u0002c", 0).replace("&#x1;", "'")
                    .replace("&#x2;", server.equals("4.2.8") ? "&apos;" : "`")).intInfo()).isEqualTo(2);
        }
    }

    private static String query(int column, int conditionColumn, String condition) {
        return "<GenQueryInp_PI><maxRows>256</maxRows><continueInx>0</continueInx><partialStartIndex>0"
                + "</partialStartIndex><options>0</options><KeyValPair_PI><ssLen>0</ssLen></KeyValPair_PI>"
                + "<InxIvalPair_PI><iiLen>1</iiLen><inx>" + column + "</inx><ivalue>1</ivalue></InxIvalPair_PI>"
                + "<InxValPair_PI><isLen>1</isLen><inx>" + conditionColumn + "</inx><svalue>" + condition
                + "</svalue></InxValPair_PI></GenQueryInp_PI>";
    }

    @ParameterizedTest
    @CsvSource({"4.2.8, 0", "4.3.5, 0", "5.0.0, -816000"})
    void removingMetadataByPatternEndedWith5(String release, int status) throws IOException {
        try (MiniIrods server = MiniIrods.builder().release(release).start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            for (String value : List.of("one", "two", "three")) {
                assertThat(metadata(client, "add", "a", value)).isZero();
            }
            assertThat(metadata(client, "rmw", "a", "t%")).isEqualTo(status);
            PiNode left = client.query(new int[]{611}, "501", "= '" + HOME + "'");
            assertThat(left.child("SqlResult_PI").texts("value")).hasSize(status == 0 ? 1 : 3);
            assertThat(metadata(client, "rmw", "a", "x%")).isEqualTo(status == 0 ? -819000 : status);
            String id = client.query(new int[]{613}, "501", "= '" + HOME + "'", "611", "= 'one'")
                    .child("SqlResult_PI").text("value");
            assertThat(metadata(client, "rmi", id)).isZero();
            assertThat(metadata(client, "rmi", id)).isEqualTo(-819000);
        }
    }

    private static int metadata(RawClient client, String operation, String... avu) throws IOException {
        String[] arguments = Arrays.copyOf(new String[]{operation, "-C", HOME}, 3 + avu.length);
        System.arraycopy(avu, 0, arguments, 3, avu.length);
        return client.request(706, RawClient.metadata(arguments)).intInfo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1.12", "5.0.3", "6.0.0", "4.2", "rods", ""})
    void otherReleasesAreRefused(String release) {
        assertThatThrownBy(() -> MiniIrods.builder().release(release)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + release + "'").hasMessageContaining("from 4.2.0 to 5.0.2");
    }

    @Test
    void theCommandLineRefusesThemAsAMistakeOfTheUser() {
        assertThat(Main.line().execute("--release", "4.1.12", "--port", "0")).isEqualTo(2);
    }
}
