package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.miniirods.Faults.Moment;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String PATH = "/tempZone/home/rods/a";
    private static final int UNKNOWN = -310000;

    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = MiniIrods.builder().start();
        client = RawClient.as(server.port(), "rods", "rods");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void plannedFailuresComeInOrderAndEnd() throws IOException {
        server.faults().failNext(681, -806000, 2);
        server.faults().failNext(681, -37000, 1);
        assertThat(create(client)).isEqualTo(-806000);
        assertThat(client.status(633, PATH)).isEqualTo(UNKNOWN);
        assertThat(create(client)).isEqualTo(-806000);
        assertThat(create(client)).isEqualTo(-37000);
        assertThat(create(client)).isZero();
        assertThat(server.counts().of(681)).isEqualTo(4);
    }

    @Test
    void whatIsPretendedIsAnsweredAndNotDone() throws IOException {
        server.faults().pretend(681, 1);
        assertThat(create(client)).isZero();
        assertThat(client.status(633, PATH)).isEqualTo(UNKNOWN);
        assertThat(create(client)).isZero();
        assertThat(client.status(633, PATH)).isEqualTo(2);
    }

    @Test
    void aTextThatCutsDoesSoUntilItIsForgotten() throws IOException {
        server.faults().cutOn("rods/a<");
        for (int i = 0; i < 2; i++) {
            try (RawClient one = RawClient.as(server.port(), "rods", "rods")) {
                assertThat(one.status(633, PATH + "b")).isEqualTo(UNKNOWN);
                assertThat(one.request(681, RawClient.collection(PATH))).isNull();
            }
        }
        server.faults().clear();
        assertThat(client.status(633, PATH)).isEqualTo(UNKNOWN);
        assertThat(create(client)).isZero();
    }

    @Test
    void aConnectionDroppedBeforeTheRequestLeavesItUndone() throws IOException {
        server.faults().dropConnectionOn(681, Moment.BEFORE_EXECUTION, 1);
        assertThat(client.request(681, RawClient.collection(PATH))).isNull();
        try (RawClient second = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(second.status(633, PATH)).isEqualTo(UNKNOWN);
            assertThat(create(second)).isZero();
        }
    }

    @Test
    void aConnectionDroppedAfterTheRequestHasItDone() throws IOException {
        server.faults().dropConnectionOn(681, Moment.AFTER_EXECUTION, 1);
        assertThat(client.request(681, RawClient.collection(PATH))).isNull();
        try (RawClient second = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(second.status(633, PATH)).isEqualTo(2);
        }
    }

    @Test
    void allConnectionsAreCutAndNewOnesAccepted() throws IOException {
        server.faults().cutAllConnections();
        assertThatThrownBy(() -> {
            if (client.request(633, RawClient.object(PATH, 0)) == null) {
                throw new IOException("closed");
            }
        }).isInstanceOf(IOException.class);
        try (RawClient second = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(second.status(633, PATH)).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void connectionsAreRefusedUntilTheyAreNot() throws IOException {
        server.faults().refuseConnections(true);
        assertThatThrownBy(() -> RawClient.as(server.port(), "rods", "rods").close())
                .isInstanceOfAny(IOException.class, NullPointerException.class);
        assertThat(client.status(633, PATH)).isEqualTo(UNKNOWN);
        server.faults().refuseConnections(false);
        RawClient.as(server.port(), "rods", "rods").close();
    }

    @Test
    void aDelayedRequestIsStillDone() throws IOException {
        server.faults().delay(681, Duration.ofMillis(20), 1);
        assertThat(create(client)).isZero();
    }

    @Test
    void vaultsThatAreFullTakeNothingUntilTheyAreNot() throws IOException {
        server.faults().fillVaults(true);
        assertThat(put(client, "full")).isEqualTo(-513028);
        server.faults().clear();
        assertThat(put(client, "text")).isZero();
    }

    /** As finalize_on_failure in rsDataObjPut.cpp does it: the file was emptied before the write failed. */
    @Test
    void whatIsOverwrittenOnAFullDiskIsNoLongerGood() throws IOException {
        assertThat(put(client, "text")).isZero();
        assertThat(statuses()).containsExactly("1");

        server.faults().fillVaults(true);
        assertThat(put(client, "more text")).isEqualTo(-513028);
        assertThat(statuses()).as("stale").containsExactly("0");

        server.faults().clear();
        assertThat(put(client, "more text")).isZero();
        assertThat(statuses()).containsExactly("1");
    }

    private List<String> statuses() throws IOException {
        return client.query(new int[]{413}, "403", "= 'a'").child("SqlResult_PI").texts("value");
    }

    @Test
    void closingFreesThePortAtOnce() throws IOException {
        int port = server.port();
        server.close();
        new ServerSocket(port).close();
    }

    private static int put(RawClient client, String text) throws IOException {
        return client.request(606, RawClient.object(PATH, 2, "dataIncluded", "", "forceFlag", ""), text.getBytes())
                .intInfo();
    }

    private static int create(RawClient client) throws IOException {
        return client.request(681, RawClient.collection(PATH)).intInfo();
    }
}
