package io.irodsingest.workerbatch.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.irods.IrodsRequest.Checksum;
import io.irodsingest.common.irods.IrodsRequest.ChecksumOperation;
import io.irodsingest.common.irods.IrodsRequest.Replication;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.batch.RowResult.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about a tree of as many data objects as {@code irods-ingest.test.objects} says, compared with what the catalog says otherwise. */
class QuestionsTest extends OnMiniIrods {
    /** Bytes of what does not go over in one request. */
    private static final int LARGE = 5 * 1024 * 1024;
    private static final int OBJECTS = Integer.getInteger("irods-ingest.test.objects", 600);

    private final List<String> paths = new ArrayList<>();

    @BeforeEach
    void makeTree() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> collections = new ArrayList<>(
                List.of(home, home + "/a", home + "/a-b", home + "/a/b", home + "/a/b/c",
                        home + "/d,e", home + "/d,e/it's"));
        session.createCollections(collections);
        List<Registration> files = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            String path = collections.get(random.nextInt(collections.size())) + "/f" + i + (i % 7 == 0 ? " \"q\"" : "");
            paths.add(path);
            files.add(
                    new Registration(path, Optional.of("demoResc"), RawPath.ofText("/data/" + i), random.nextInt(1000),
                            1));
        }
        assertThat(session.register(files)).allMatch(Reply::isOk);
        List<Registration> further = files.stream().filter(file -> random.nextInt(3) == 0)
                .map(file -> new Registration(file.path(), Optional.of("bundleResc"), RawPath.ofText("/other/1"),
                        file.size() + random.nextInt(2), 1, true))
                .toList();
        assertThat(session.register(further)).allMatch(Reply::isOk);
    }

    @ParameterizedTest
    @CsvSource({"0, csv", "1, csv", "2, jsonl", "9, csv"})
    void reportCountsWhatTheCatalogHas(int depth, String format) throws Exception {
        Answered answered = ask("report", Map.of("path", home, "depth", depth, "format", format));

        Map<String, long[]> expected = expected(depth);
        Map<String, long[]> found = new TreeMap<>();
        for (String line : answered.lines("report." + format).subList(format.equals("csv") ? 1 : 0,
                answered.lines("report." + format).size())) {
            JsonNode row = format.equals("csv") ? row(line) : JSON.readTree(line);
            assertThat(found.put(row.path("kind").asText() + ' ' + row.path("name").asText(),
                    new long[]{row.path("objects").asLong(), row.path("bytes").asLong(), row.path("replicas").asLong(),
                            row.path("replica_bytes").asLong()}))
                    .isNull();
        }
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, totals) -> assertThat(found.get(name)).as(name).isEqualTo(totals));
        long[] all = expected.getOrDefault("owner rods#tempZone", new long[4]);
        assertThat(answered.totals())
                .hasToString("" + JSON.createObjectNode().put("path", home).put("objects", all[0])
                        .put("bytes", all[1]).put("replicas", all[2]).put("replica_bytes", all[3]));
    }

    /** By another way: every replica by GenQuery2, added up in memory. */
    private Map<String, long[]> expected(int depth) throws Exception {
        Map<String, List<List<String>>> byPath = all().stream()
                .collect(Collectors.groupingBy(row -> row.get(0) + '/' + row.get(1)));
        Map<String, long[]> expected = new TreeMap<>();
        byPath.forEach((path, replicas) -> {
            List<String> names = new ArrayList<>(List.of("owner rods#tempZone", "collection " + home));
            String[] below = path.substring(home.length() + 1).split("/");
            for (int level = 1; level <= Math.min(depth, below.length - 1); level++) {
                names.add("collection " + home + '/' + String.join("/", List.of(below).subList(0, level)));
            }
            long bytes = replicas.stream().filter(row -> row.get(4).equals("1")).mapToLong(row -> size(row)).findFirst()
                    .orElseThrow();
            long replicaBytes = replicas.stream().mapToLong(QuestionsTest::size).sum();
            names.forEach(name -> add(expected, name, 1, bytes, replicas.size(), replicaBytes));
            replicas.forEach(row -> add(expected, "resource " + row.get(5), 1, size(row), 1, size(row)));
        });
        return expected;
    }

    private static long size(List<String> row) {
        return Long.parseLong(row.get(3));
    }

    private static void add(Map<String, long[]> totals, String name, long... more) {
        long[] sums = totals.computeIfAbsent(name, n -> new long[4]);
        IntStream.range(0, 4).forEach(i -> sums[i] += more[i]);
    }

    private List<List<String>> all() throws Exception {
        return catalog("COLL_NAME, DATA_NAME, DATA_REPL_NUM, DATA_SIZE, DATA_REPL_STATUS, RESC_NAME",
                "COLL_NAME = '" + home + "' or COLL_NAME like '" + home + "/%'");
    }

    @Test
    void replicasThatAreNotAsTheyShouldBeAreFound() throws Exception {
        Answered answered = ask("replicas", Map.of("path", home, "copies", "1"));
        long stale = all().stream().filter(row -> row.get(4).equals("0")).count();
        assertThat(answered.totals().path("stale").asLong()).isEqualTo(stale).isPositive();
        assertThat(answered.totals().path("found").asLong()).isEqualTo(stale);
        assertThat(answered.lines("replicas.csv")).hasSize((int) stale + 1);

        register(home, List.of("good", "other"));
        session.perform(List.of(new Replication(home + "/good", Optional.empty(), "bundleResc", false),
                new Replication(home + "/other", Optional.empty(), "bundleResc", false),
                new Checksum(home + "/good", ChecksumOperation.COMPUTE, true, false)));
        session.updateReplicas(List.of(new ReplicaUpdate(home + "/other", 0, 4, 1)));
        Answered two = ask("replicas", Map.of("path", home, "copies", 2, "format", "jsonl"));
        List<JsonNode> found = new ArrayList<>();
        for (String line : two.lines("replicas.jsonl")) {
            found.add(JSON.readTree(line));
        }
        assertThat(found).hasSize(OBJECTS + 1).noneMatch(row -> row.path("path").asText().equals(home + "/good"))
                .allMatch(row -> row.path("problems").asText().contains("copies"));
        assertThat(found).filteredOn(row -> row.path("path").asText().equals(home + "/other")).singleElement()
                .satisfies(row -> {
                    assertThat(row.path("problems").asText()).isEqualTo("stale copies");
                    assertThat(row.path("replicas").asText()).startsWith("0 demoResc good 4; 1 bundleResc stale 12");
                });
    }

    @Test
    void whatIsBeingWrittenIsFound() throws Exception {
        String path = home + "/written";
        List<Answered> meanwhile = new ArrayList<>();
        try (IrodsSession writer = irods.session()) {
            writer.put(new Put(path, Optional.empty(), LARGE, false, false), new Content() {
                @Override
                public ReadableByteChannel open(long from, long length) {
                    return Channels.newChannel(new ByteArrayInputStream(new byte[(int) length]));
                }

                @Override
                public void checkUnchanged() throws IOException {
                    try {
                        meanwhile.add(ask("replicas", Map.of("path", home)));
                    } catch (Exception unanswered) {
                        throw new IOException(unanswered);
                    }
                }
            });
        }
        assertThat(meanwhile).hasSize(1);
        assertThat(meanwhile.getFirst().totals().path("intermediate").asInt()).isEqualTo(1);
        assertThat(meanwhile.getFirst().lines("replicas.csv"))
                .anyMatch(line -> line.startsWith(path + ",intermediate copies,0 demoResc intermediate "));
        assertThat(ask("replicas", Map.of("path", home)).totals().path("intermediate").asInt()).isZero();
    }

    @Test
    void aQuestionThatIsGivenUpEnds() throws Exception {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> ask("report", Map.of("path", home)));
        assertThat(ask("report", Map.of("path", home)).totals().path("objects").asInt()).isEqualTo(OBJECTS);
    }

    @Test
    void whatIsMissingIsFoundBothWays(@TempDir Path directory) throws Exception {
        Path manifest = directory.resolve("manifest.csv");
        Map<String, Long> sizes = new TreeMap<>();
        all().stream().filter(row -> row.get(4).equals("1"))
                .forEach(row -> sizes.put((row.get(0) + '/' + row.get(1)).substring(home.length() + 1), size(row)));
        List<String> listed = new ArrayList<>(List.of("\uFEFFsize,path"));
        List<String> unlisted = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, Long> one : sizes.entrySet()) {
            long size = i % 10 == 1 ? one.getValue() + 1 : one.getValue();
            if (i % 10 == 0) {
                unlisted.add(one.getKey());
            } else {
                listed.add((i % 10 == 2 ? "" : size) + ",\"" + one.getKey().replace("\"", "\"\"") + '"');
                wrong.addAll(i % 10 == 1 ? List.of(one.getKey()) : List.of());
            }
            i++;
        }
        listed.addAll(List.of("1,nowhere/at all", "1,\"new\nline\"", "1,zzz", "1,zzz"));
        Files.write(manifest, String.join("\r\n", listed).getBytes(StandardCharsets.UTF_8));

        Answered answered = ask("missing", new Manifests(List.of(directory)), Limits.NONE,
                Map.of("path", home, "manifest", manifest.toString(), "format", "jsonl"));

        Map<String, List<String>> found = new TreeMap<>();
        for (String line : answered.lines("missing.jsonl")) {
            JsonNode row = JSON.readTree(line);
            found.computeIfAbsent(row.path("problem").asText(), problem -> new ArrayList<>())
                    .add(row.path("path").asText());
        }
        assertThat(found)
                .isEqualTo(Map.of("no object", List.of("new\nline", "nowhere/at all", "zzz"), "not listed", unlisted,
                        "size", wrong));
        assertThat(answered.totals()).hasToString("" + JSON.createObjectNode().put("path", home)
                .put("listed", (long) OBJECTS - unlisted.size() + 3).put("objects", (long) OBJECTS).put("missing", 3L)
                .put("unlisted", (long) unlisted.size()).put("other_size", (long) wrong.size()).put("not_good", 0L));
    }

    @Test
    void duplicatesAreFoundByTheirChecksums() throws Exception {
        register(home, List.of("same 1", "same 2"));
        register(home + "/a", List.of("same 3"));
        session.perform(List.of(new Replication(home + "/same 1", Optional.empty(), "bundleResc", false)));
        List<Reply> checksums = session.perform(List.of(
                new Checksum(home + "/same 1", ChecksumOperation.COMPUTE, true, false),
                new Checksum(home + "/same 2", ChecksumOperation.COMPUTE, true, false),
                new Checksum(home + "/a/same 3", ChecksumOperation.COMPUTE, true, false)));

        Answered answered = ask("duplicates", Map.of("path", home));

        String sum = checksums.getFirst().message();
        assertThat(answered.lines("duplicates.csv")).containsExactly("checksum,size,path",
                sum + ",12," + home + "/a/same 3",
                sum + ",12," + home + "/same 1", sum + ",12," + home + "/same 2");
        assertThat(answered.totals()).hasToString("" + JSON.createObjectNode().put("path", home)
                .put("objects", OBJECTS + 3L).put("without_checksum", (long) OBJECTS).put("groups", 1L)
                .put("duplicates", 2L)
                .put("duplicate_bytes", 24L));
        assertThat(ask("duplicates", Map.of("path", home, "min_size", 13)).totals().path("groups").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report | {"depth": 1} | field path is missing
            report | {"path": "HOME/none"} | no collection is there
            report | {"path": "HOME", "depth": -1} | depth is -1 and must be at least 0
            report | {"path": "HOME", "format": "xml"} | format is xml and must be one of csv, jsonl
            report | {"path": "/tempZone"} | is not below /tempZone/home/rods
            report | {"path": "HOME", "copies": 2} | unknown field copies; known are path, format, depth
            missing | {"path": "HOME"} | field manifest is missing
            missing | {"path": "HOME", "manifest": "/etc/passwd"} | is in no directory for manifests of this worker
            missing | {"path": "HOME", "manifest": "DIR/../../../../../../../../etc/passwd"} | is in no directory for manifests
            missing | {"path": "HOME", "manifest": "DIR/link"} | is in no directory for manifests
            missing | {"path": "HOME", "manifest": "DIR/none"} | cannot be read on this worker
            missing | {"path": "HOME", "manifest": "DIR"} | is no file
            missing | {"path": "HOME", "manifest": "DIR/latin1"} | is not in UTF-8
            missing | {"path": "HOME", "manifest": "DIR/empty"} | needs a header with the column path
            missing | {"path": "HOME", "manifest": "DIR/other"} | needs a header with the column path, and may have size
            missing | {"path": "HOME", "manifest": "DIR/absolute"} | entry 2: a path must be relative to the collection
            missing | {"path": "HOME", "manifest": "DIR/size"} | entry 1: size is many and must be a number of bytes
            missing | {"path": "HOME", "manifest": "DIR/columns"} | entry 1: it has 1 columns, and the header 2
            """)
    void oddQuestionsFailWithALineThatSaysWhy(String op, String json, String expected) throws Exception {
        Path directory = Files.createDirectories(files.resolve("manifests"));
        Files.deleteIfExists(directory.resolve("link"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
        Files.write(directory.resolve("latin1"), "path\nfür\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("other"), "path,colour\na,red\n");
        Files.writeString(directory.resolve("absolute"), "path\na\n/b\n");
        Files.writeString(directory.resolve("size"), "path,size\na,many\n");
        Files.writeString(directory.resolve("columns"), "path,size\na\n");
        Map<String, ?> question = JSON.readValue(json.replace("HOME", home).replace("DIR", directory.toString()),
                JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));

        Answered answered = ask(op, new Manifests(List.of(directory)),
                new Limits(List.of(), List.of("/tempZone/home/rods"), List.of(), List.of()), question);

        assertThat(answered.result()).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.messages()).singleElement().asString().contains(expected));
        assertThat(answered.files()).isEmpty();
    }

    /** A line of CSV, by a reader of our own. */
    private static JsonNode row(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        assertThat(values).hasSize(6);
        return JSON.createObjectNode().put("kind", values.get(0)).put("name", values.get(1))
                .put("objects", values.get(2))
                .put("bytes", values.get(3)).put("replicas", values.get(4)).put("replica_bytes", values.get(5));
    }
}
