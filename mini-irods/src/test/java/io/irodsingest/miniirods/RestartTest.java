package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiNode;
import java.io.IOException;
import java.nio.file.Path;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final String HOME = "/tempZone/home/rods";

    @TempDir
    private Path directory;

    @Test
    void aCatalogInAFileIsThereAfterARestartOnTheSamePort() throws IOException {
        int port;
        try (MiniIrods first = start(0, "secret"); RawClient client = RawClient.as(first.port(), "rods", "secret")) {
            port = first.port();
            client.request(681, RawClient.collection(HOME + "/a/b", "recursiveOpr", ""));
            client.request(701, RawClient.admin("add", "user", "alice", "rodsuser", "tempZone"));
            client.request(606, RawClient.object(HOME + "/a/put", 2, "dataIncluded", ""), "text".getBytes());
            client.json(20002, "{\"entity_name\":\"" + HOME + "/a/put\",\"entity_type\":\"data_object\","
                    + "\"operations\":[{\"operation\":\"add\",\"attribute\":\"a\",\"value\":\"v\"}]}");
            client.request(20003, RawClient.object(HOME + "/a/open", 65));
        }
        try (MiniIrods second = start(port, "other"); RawClient client = RawClient.as(port, "rods", "other")) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(client.status(633, HOME + "/a/b")).isEqualTo(2);
            assertThat(client.status(633, "/tempZone/home/alice")).isEqualTo(2);
            PiNode rows = client.query(new int[]{403, 407, 600}, "501", "= '" + HOME + "/a'", "600", "= 'a'");
            assertThat(rows.child("SqlResult_PI").texts("value")).containsExactly("put");
            PiNode open = client.query(new int[]{413}, "403", "= 'open'");
            assertThat(open.child("SqlResult_PI").texts("value")).containsExactly("0");
            assertThat(client.status(681, HOME)).isNegative();
            assertThat(client.request(681, RawClient.collection(HOME + "/new")).intInfo()).isZero();
        }
    }

    @Test
    void aCatalogInAServerOfItsOwnHasWhatWasAnswered() throws Exception {
        Server database = Server.createTcpServer("-tcpPort", "0", "-baseDir", directory.toString(), "-ifNotExists")
                .start();
        String address = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./catalog";
        try (MiniIrods killed = MiniIrods.builder().catalogServer(address).vaultRoot(directory.resolve("vaults"))
                .start();
                RawClient client = RawClient.as(killed.port(), "rods", "rods")) {
            assertThat(client.request(681, RawClient.collection(HOME + "/a")).intInfo()).isZero();
            try (MiniIrods next = MiniIrods.builder().catalogServer(address).vaultRoot(directory.resolve("vaults"))
                    .start();
                    RawClient other = RawClient.as(next.port(), "rods", "rods")) {
                assertThat(other.status(633, HOME + "/a")).isEqualTo(2);
            }
        } finally {
            database.stop();
        }
    }

    @Test
    void aTakenPortIsSaid() throws IOException {
        try (MiniIrods first = MiniIrods.builder().start()) {
            assertThatThrownBy(() -> MiniIrods.builder().port(first.port()).start().close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anUnknownRequestIsAnsweredAndCounted() throws IOException {
        try (MiniIrods server = MiniIrods.builder().start();
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            var reply = client.request(666, "");
            assertThat(reply.intInfo()).isEqualTo(-12000);
            assertThat(new String(reply.error())).contains("does not support API number 666");
            assertThat(client.json(20007, "no json").intInfo()).isEqualTo(-130000);
            assertThat(client.request(681, "<broken").intInfo()).isEqualTo(-130000);
            assertThat(client.status(633, HOME)).isEqualTo(2);
            assertThat(server.counts().snapshot()).containsEntry(666, 1L).containsEntry(20007, 1L);
        }
    }

    @Test
    void nothingIsAnsweredBeforeAuthentication() throws IOException {
        try (MiniIrods server = MiniIrods.builder().start(); RawClient client = new RawClient(server.port())) {
            client.exchange(Frame.of(Frame.CONNECT, 0,
                    "<StartupPack_PI><proxyUser>rods</proxyUser><option>x</option></StartupPack_PI>"));
            assertThat(client.status(633, HOME)).isEqualTo(-13000);
            assertThat(client.request(20008, BinBytes.of("{}")).intInfo()).isEqualTo(-13000);
        }
    }

    private MiniIrods start(int port, String password) throws IOException {
        return MiniIrods.builder().port(port).password(password).catalogFile(directory.resolve("catalog"))
                .vaultRoot(directory.resolve("vaults")).start();
    }
}
