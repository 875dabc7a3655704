package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.irodsingest.miniirods.wire.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what a real iRODS 5.0.2 was asked and answered. A reply agrees when type, status and every value are the
 * same, except that ids, tokens, times and places of files are compared by what they stand for.
 */
class RecordingReplayTest {
    /** Record number to why the answer is known to differ. Anything else that differs is a failure. */
    private static final Map<Integer, String> KNOWN = Map.of(
            127, "the real server adds a message of its rule engine to the error part");
    /** Record number to why it is not replayed. */
    private static final Map<Integer, String> LEFT_OUT = Map.of();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, RawClient> connections = new HashMap<>();
    private final Map<Integer, String> challenges = new HashMap<>();
    private final Map<Integer, String> passwords = new HashMap<>();

    @Test
    void answersAsTheRecordedServer(@TempDir Path directory) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("one.txt"), "one\n");
        Files.writeString(source.resolve("two.txt"), "two two\n");
        Path vaults = directory.resolve("vaults");
        List<JsonNode> records = records();
        try (MiniIrods server = MiniIrods.builder().vaultRoot(vaults).start()) {
            try (RawClient setup = RawClient.as(server.port(), "rods", "rods")) {
                RecordedState.prepare(setup, source, vaults);
            }
            RecordedValues values = new RecordedValues(Map.of(
                    "/data/source", List.of(source.toString(), "/tmp/wiresrc17395991936895385094"),
                    "/var/lib/irods/Vault", List.of(vaults.resolve("demoResc").toString()),
                    "/var/lib/irods/extraRescVault", List.of(vaults.resolve("extraRescVault").toString()),
                    "/var/lib/irods/leafRescVault", List.of(vaults.resolve("leafRescVault").toString())));
            List<String> table = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            int agreeing = 0;
            for (int i = 0; i < records.size(); i++) {
                JsonNode recorded = records.get(i);
                String name = i + " " + recorded.path("case").asText();
                if (LEFT_OUT.containsKey(i)) {
                    table.add("left out   " + name + ": " + LEFT_OUT.get(i));
                    continue;
                }
                String difference = replay(server, recorded, values, dropped(records, i));
                if (difference == null) {
                    agreeing++;
                    if (KNOWN.containsKey(i)) {
                        failures.add(name + " agrees, but is listed as different");
                    }
                } else if (KNOWN.containsKey(i)) {
                    table.add("differing  " + name + ": " + KNOWN.get(i));
                } else {
                    failures.add(name + ": " + difference);
                }
                dropAfterLast(records, i);
            }
            System.out.printf("mini-irods against the recording of 5.0.2: %d requests in %d cases, %d agree, %d differ,"
                    + " %d left out%n", records.size(),
                    records.stream().map(r -> r.path("case").asText()).distinct().count(), agreeing,
                    KNOWN.size() + failures.size(), LEFT_OUT.size());
            table.forEach(System.out::println);
            failures.forEach(failure -> System.out.println("FAILED     " + failure));
            assertThat(failures).isEmpty();
        } finally {
            for (RawClient client : connections.values()) {
                client.close();
            }
        }
    }

    private static List<JsonNode> records() throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordingReplayTest.class.getResourceAsStream("irods-wire-5.0.2.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(JSON.readTree(line));
            }
        }
        return records;
    }

    /** Whether the connection of the record before was dropped, which the server notices in its own time. */
    private static boolean dropped(List<JsonNode> records, int i) {
        return i > 0 && last(records, i - 1) && !Frame.DISCONNECT.equals(type(records.get(i - 1)));
    }

    private static boolean last(List<JsonNode> records, int i) {
        int connection = records.get(i).path("conn").asInt();
        return records.subList(i + 1, records.size()).stream().noneMatch(r -> r.path("conn").asInt() == connection);
    }

    private static String type(JsonNode recorded) {
        return recorded.path("request").path("type").asText();
    }

    private void dropAfterLast(List<JsonNode> records, int i) throws IOException {
        if (last(records, i)) {
            connections.remove(records.get(i).path("conn").asInt()).close();
        }
    }

    /** @return null when the answer agrees, else how it differs */
    private String replay(MiniIrods server, JsonNode recorded, RecordedValues values, boolean patient)
            throws IOException {
        int number = recorded.path("conn").asInt();
        if (!connections.containsKey(number)) {
            connections.put(number, new RawClient(server.port()));
        }
        RawClient client = connections.get(number);
        Frame request = request(number, recorded.path("request"), values);
        JsonNode expected = recorded.path("reply");
        if (expected.isMissingNode() || expected.isNull()) {
            client.send(request);
            return client.receive() == null ? null : "answered instead of closing";
        }
        AtomicReference<String> difference = new AtomicReference<>();
        if (patient) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                difference.set(values.difference(expected, client.exchange(request)));
                return difference.get() == null;
            });
        } else {
            Frame reply = client.exchange(request);
            values.challenge(reply).ifPresent(challenge -> challenges.put(number, challenge));
            difference.set(reply == null ? "connection closed" : values.difference(expected, reply));
        }
        return difference.get();
    }

    private Frame request(int connection, JsonNode recorded, RecordedValues values) throws IOException {
        String message = values.ours(recorded.path("msg").asText());
        if (recorded.path("intInfo").asInt() == 110000) {
            message = authentication(connection, message);
        }
        byte[] bytes = Base64.getDecoder().decode(recorded.path("bs_base64_first_64").asText());
        return new Frame(recorded.path("type").asText(), recorded.path("intInfo").asInt(),
                message.getBytes(StandardCharsets.UTF_8), new byte[0], bytes);
    }

    /** Answers our server's challenge as the recorded client answered the recorded one. */
    private String authentication(int connection, String message) throws IOException {
        return RecordedValues.inJson(message, json -> {
            if (json.has("password")) {
                passwords.put(connection, json.path("password").asText());
            }
            if (json.has("digest")) {
                String challenge = challenges.get(connection);
                json.put("request_result", challenge);
                json.put("digest", Base64.getEncoder().encodeToString(RawClient.digest(
                        challenge.getBytes(StandardCharsets.US_ASCII), passwords.get(connection))));
            }
        });
    }
}
