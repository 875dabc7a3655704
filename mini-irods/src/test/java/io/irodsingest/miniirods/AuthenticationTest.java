package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways of authentication ask the same of users: the old one, by which Jargon comes, and the one of 4.3. */
class AuthenticationTest {
    private static final String RODS = "rods-password";
    private static final String ALICE = "alice-password";

    @TempDir
    private static Path directory;
    private static MiniIrods server;

    /** The password of the second start is that of the user it names, so that both have one. */
    @BeforeAll
    static void startWithTwoUsers() throws IOException {
        try (MiniIrods first = builder().password(RODS).start();
                RawClient client = RawClient.as(first.port(), "rods", RODS)) {
            client.request(701, RawClient.admin("add", "user", "alice", "rodsuser", "tempZone"));
        }
        server = builder().user("alice").password(ALICE).start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static MiniIrods.Builder builder() {
        return MiniIrods.builder().catalogFile(directory.resolve("catalog")).vaultRoot(directory.resolve("vaults"));
    }

    @ParameterizedTest
    @CsvSource({
            "rods, rods, rods-password, 0",
            "alice, alice, alice-password, 0",
            "rods, alice, rods-password, 0",
            "rods, rods, wrong, -826000",
            "rods, rods, '', -826000",
            "rods, rods, alice-password, -826000",
            "nobody, nobody, rods-password, -827000",
            "rodsadmin, rodsadmin, rods-password, -827000",
            "alice, rods, alice-password, -39000",
            "rods, nobody, rods-password, -832000"})
    void bothWaysAnswerTheSame(String proxy, String client, String password, int status) throws IOException {
        for (Way way : Way.values()) {
            try (RawClient connection = new RawClient(server.port())) {
                connection.exchange(RawClient.startup(proxy, client, "rods5.0.2", "test"));
                assertThat(way.status(connection, proxy, password)).as("%s", way).isEqualTo(status);
                int afterwards = connection.status(633, "/tempZone/home/" + client);
                assertThat(afterwards).as("%s", way).isEqualTo(status == 0 ? 2 : -13000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChallengeServesOnce(Way way) throws IOException {
        try (RawClient connection = new RawClient(server.port())) {
            connection.exchange(RawClient.startup("rods", "rods", "rods5.0.2", "test"));
            byte[] challenge = way.challenge(connection);
            assertThat(way.respond(connection, "rods", challenge, "wrong")).isEqualTo(-826000);
            assertThat(way.respond(connection, "rods", challenge, RODS)).isEqualTo(-826000);
            assertThat(way.respond(connection, "rods", way.challenge(connection), RODS)).isZero();
        }
    }

    private enum Way {
        CHALLENGE_RESPONSE {
            @Override
            byte[] challenge(RawClient connection) throws IOException {
                byte[] challenge = Base64.getDecoder()
                        .decode(PiReader.read(connection.request(703, "").message()).text("challenge"));
                assertThat(challenge).hasSize(64);
                return challenge;
            }

            @Override
            int respond(RawClient connection, String user, byte[] challenge, String password) throws IOException {
                return connection.request(704, "<authResponseInp_PI><response>"
                        + Base64.getEncoder().encodeToString(RawClient.digest(challenge, password))
                        + "</response><username>" + user + "</username></authResponseInp_PI>").intInfo();
            }
        },
        JSON {
            @Override
            byte[] challenge(RawClient connection) throws IOException {
                Frame reply = connection.json(110000, "{\"next_operation\":\"auth_agent_auth_request\"}");
                JsonNode json = new ObjectMapper().readTree(BinBytes.text(PiReader.read(reply.message())));
                return json.path("request_result").asText().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            int respond(RawClient connection, String user, byte[] challenge, String password) throws IOException {
                return connection
                        .json(110000, "{\"next_operation\":\"auth_agent_auth_response\",\"user_name\":\"" + user
                                + "\",\"zone_name\":\"tempZone\",\"digest\":\""
                                + Base64.getEncoder().encodeToString(RawClient.digest(challenge, password)) + "\"}")
                        .intInfo();
            }
        };

        abstract byte[] challenge(RawClient connection) throws IOException;

        abstract int respond(RawClient connection, String user, byte[] challenge, String password) throws IOException;

        int status(RawClient connection, String user, String password) throws IOException {
            return respond(connection, user, challenge(connection), password);
        }
    }
}
