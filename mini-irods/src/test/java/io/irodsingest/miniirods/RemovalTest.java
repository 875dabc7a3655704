package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiReader;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final String TREE = "/tempZone/home/rods/tree";

    private MiniIrods server;
    private RawClient client;

    @BeforeEach
    void makeTree() throws IOException {
        server = MiniIrods.builder().start();
        client = RawClient.as(server.port(), "rods", "rods");
        client.request(681, RawClient.collection(TREE + "/a/b", "recursiveOpr", ""));
        List<Frame> pipelined = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            pipelined.add(Frame.of(Frame.REQUEST, 20008, RawClient.object(TREE + (i % 2 == 0 ? "/a/b/o" : "/o") + i, 0,
                    "filePath", "/source/" + i, "dataSize", "1")));
        }
        client.sendAll(pipelined);
        for (Frame ignored : pipelined) {
            assertThat(client.receive().intInfo()).isZero();
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void everyTenObjectsAreToldAndConfirmed() throws IOException {
        Frame reply = client.request(679, RawClient.collection(TREE, "recursiveOpr", "", "forceFlag", ""));
        for (int i = 0; i < 2; i++) {
            assertThat(reply.intInfo()).isEqualTo(Status.COLLECTION_PROGRESS);
            assertThat(PiReader.read(reply.message()).number("filesCnt", 0)).isEqualTo(10);
            client.confirm(Status.COLLECTION_PROGRESS_SEEN);
            reply = client.receive();
        }
        assertThat(reply.intInfo()).isZero();
        assertThat(PiReader.read(reply.message()).number("filesCnt", 0)).isEqualTo(3);
        assertThat(client.status(633, TREE)).isEqualTo(-310000);
        assertThat(client.query(new int[]{403}, "410", "like '/source/%'").number("rowCnt", -1)).isZero();
    }

    @Test
    void aClientThatDoesNotConfirmLosesItsConnection() throws IOException {
        client.request(679, RawClient.collection(TREE, "recursiveOpr", "", "forceFlag", ""));
        client.send(Frame.of(Frame.REQUEST, 633, RawClient.object(TREE, 0)));
        assertThat(client.receive()).isNull();
    }

    @Test
    void whatIsOpenIsNotRemoved() throws IOException {
        client.request(20003, RawClient.object(TREE + "/a/open", 65));
        assertThat(client.request(679, RawClient.collection(TREE, "recursiveOpr", "", "forceFlag", "")).intInfo())
                .isEqualTo(-406000);
        assertThat(client.status(615, TREE + "/a/open", "forceFlag", "")).isEqualTo(-406000);
        assertThat(client.status(633, TREE + "/o1")).isEqualTo(1);
    }

    @Test
    void othersObjectsStopARemovalAsAWhole() throws IOException {
        client.request(701, RawClient.admin("add", "user", "alice", "rodsuser", "tempZone"));
        access("own", "alice", TREE + "/a/b");
        access("null", "rods", TREE + "/a/b/o2");
        assertThat(client.request(679, RawClient.collection(TREE, "recursiveOpr", "", "forceFlag", "")).intInfo())
                .isEqualTo(-818000);
        assertThat(client.status(633, TREE + "/o1")).isEqualTo(1);
        assertThat(client.request(679, RawClient.collection(TREE, "recursiveOpr", "", "forceFlag", "", "irodsAdmin",
                "")).intInfo()).isEqualTo(Status.COLLECTION_PROGRESS);
    }

    @Test
    void aUserDoesWhatHisPermissionsAllow() throws IOException {
        client.request(701, RawClient.admin("add", "user", "alice", "rodsuser", "tempZone"));
        client.request(701, RawClient.admin("add", "group", "team", "", "tempZone"));
        client.request(701, RawClient.admin("modify", "group", "team", "add", "alice", "tempZone"));
        client.request(20012, "<SwitchUserInp_PI><username>alice</username><zone>tempZone</zone></SwitchUserInp_PI>");
        assertThat(client.status(633, TREE)).isEqualTo(-310000);
        assertThat(put("/new")).isEqualTo(-818000);
        asRods(() -> access("read", "team", TREE));
        assertThat(client.status(633, TREE)).isEqualTo(2);
        assertThat(put("/new")).isEqualTo(-818000);
        asRods(() -> access("write", "team", TREE));
        assertThat(put("/new")).isZero();
        assertThat(client.status(615, TREE + "/o1", "forceFlag", "")).isEqualTo(-818000);
        assertThat(client.status(615, TREE + "/new", "forceFlag", "")).isZero();
        assertThat(client.request(622, "").intInfo()).isEqualTo(-13000);
        assertThat(client.status(615, TREE + "/o1", "forceFlag", "", "irodsAdmin", "")).isEqualTo(-830000);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void asRods(Step step) throws IOException {
        RawClient alice = client;
        try (RawClient rods = RawClient.as(server.port(), "rods", "rods")) {
            client = rods;
            step.run();
        } finally {
            client = alice;
        }
    }

    private int put(String name) throws IOException {
        return client.request(606, RawClient.object(TREE + name, 2, "dataIncluded", ""), new byte[1]).intInfo();
    }

    private void access(String level, String user, String path) throws IOException {
        assertThat(client.request(707, "<modAccessControlInp_PI><recursiveFlag>0</recursiveFlag><accessLevel>" + level
                + "</accessLevel><userName>" + user + "</userName><zone></zone><path>" + path
                + "</path></modAccessControlInp_PI>").intInfo()).isZero();
    }
}
