package io.irodsingest.filedoor.door;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.filedoor.StandInOrchestrator.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of files that are dropped. */
class DoorTest {
    private static final String GOOD = "path,attribute\n/z/a,x\n/z/b,y\n";

    @TempDir
    Path directory;
    private DroppedFiles dropped;

    @BeforeEach
    void open() throws Exception {
        dropped = new DroppedFiles(directory);
    }

    @AfterEach
    void close() {
        dropped.close();
    }

    @Test
    void aFileBecomesABatchAndItsResultsComeBesideIt() throws Exception {
        dropped.drop("a.csv", GOOD);
        dropped.orchestrator.endBatches(false);
        Door door = dropped.door("csv");
        dropped.settle(door);
        Batch batch = dropped.orchestrator.only();
        String id = batch.parameters().get("id");
        assertThat(id).matches("file-[0-9a-f]{40}");
        assertThat(batch.parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("id", id, "app", "irods", "op", "avu",
                "file", "a.csv", "max_failed", "5%", "context", "{\"zone\":\"tempZone\"}"));
        assertThat(batch.first()).containsExactly("{\"line\":2,\"input\":{\"path\":\"/z/a\",\"attribute\":\"x\"}}",
                "{\"line\":3,\"input\":{\"path\":\"/z/b\",\"attribute\":\"y\"}}");
        String home = "done/" + id + '/';
        assertThat(dropped.files()).containsExactlyInAnyOrder(home + "a.csv", home + "report.json",
                "done/.pending/" + id + ".json");
        assertThat(dropped.read(home + "a.csv")).isEqualTo(GOOD);
        assertThat(dropped.read(home + "report.json")).contains("\"rows\" : 2", "\"file\" : \"a.csv\"")
                .doesNotContain("outcome");

        dropped.orchestrator.endBatches(true);
        door.round();
        assertThat(dropped.files()).containsExactlyInAnyOrder(home + "a.csv", home + "report.json",
                home + "results.csv");
        assertThat(dropped.read(home + "results.csv")).contains("2 rows");
        assertThat(dropped.read(home + "report.json")).contains("\"status\" : \"success\"", "\"succeeded\" : 2");
        assertThat(dropped.isIdle()).isTrue();
    }

    @Test
    void aFileThatComesAgainIsNotRunAgain() throws Exception {
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        dropped.drop("b.csv", GOOD);
        dropped.settle(door);
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().parameters()).containsEntry("file", "a.csv");
        assertThat(dropped.files()).contains("done/b.csv.again-of-" + id, "done/a.csv.again-of-" + id,
                "done/" + id + "/a.csv");
    }

    @Test
    void aFileThatComesTwiceAtOnceIsRunOnce() throws Exception {
        dropped.drop("a.csv", GOOD);
        dropped.drop("b.csv", GOOD);
        Door door = dropped.door("csv");
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        assertThat(dropped.files()).hasSize(4)
                .anyMatch(file -> file.equals("done/a.csv.again-of-" + id) || file.equals("done/b.csv.again-of-" + id));
    }

    @Test
    void aFileIsKnownAgainWhenTheOrchestratorHasForgottenItsBatch() throws Exception {
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        dropped.orchestrator.forgetAll();
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        assertThat(dropped.files()).anyMatch(file -> file.startsWith("done/a.csv.again-of-"));
    }

    @Test
    void aFileIsKnownAgainWhenOnlyTheOrchestratorRemembersIt() throws Exception {
        Door door = dropped.door("csv");
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        Files.delete(directory.resolve("done/.register/" + id + ".json"));
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.files()).contains("done/a.csv.again-of-" + id);
    }

    @Test
    void aBatchThatIsForgottenBeforeItsEndIsReportedSo() throws Exception {
        Door door = dropped.door("csv");
        dropped.orchestrator.endBatches(false);
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        dropped.orchestrator.forgetAll();
        door.round();
        assertThat(dropped.files()).containsExactlyInAnyOrder("done/" + id + "/a.csv", "done/" + id + "/report.json");
        assertThat(dropped.read("done/" + id + "/report.json")).contains("\"forgotten\"");
    }

    @Test
    void aFileThatGrowsForAMinuteIsTakenAsAWhole() throws Exception {
        Door door = dropped.door("csv");
        dropped.append("a.csv", "path\n");
        for (int second = 0; second < 60; second++) {
            dropped.append("a.csv", "/z/" + second + '\n');
            door.round();
            dropped.pass(Duration.ofSeconds(1));
        }
        assertThat(dropped.files()).containsExactly("a.csv");
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().count()).isEqualTo(60);
    }

    @Test
    void aFileIsHalfWrittenAsLongAsItIsTouched() throws Exception {
        Door door = dropped.door("csv");
        dropped.drop("a.csv", "path\n/z/a\n/z/ha");
        door.round();
        dropped.pass(DroppedFiles.SETTLE.minusSeconds(1));
        door.round();
        assertThat(dropped.orchestrator.batches()).isEmpty();
        dropped.append("a.csv", "lf\n");
        dropped.pass(Duration.ofSeconds(5));
        door.round();
        assertThat(dropped.orchestrator.batches()).isEmpty();
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().first()).last().asString().contains("/z/half");
    }

    @Test
    void aFileThatIsWrittenToWhileItIsCheckedIsTakenWithAllOfIt() throws Exception {
        boolean[] written = {false};
        Door door = dropped.door("csv", step -> {
            if (step == Step.DIGESTED && !written[0]) {
                written[0] = true;
                appendToClaimed("/z/late,z\n");
            }
        });
        dropped.drop("a.csv", GOOD);
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().count()).isEqualTo(3);
        assertThat(dropped.isIdle()).isTrue();
    }

    private void appendToClaimed(String more) {
        try (Stream<Path> all = Files.walk(directory.resolve(".taken"))) {
            Path file = all.filter(one -> one.endsWith("a.csv")).findFirst().orElseThrow();
            Files.writeString(file, more, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Stream<Arguments> badFiles() {
        byte[] utf8 = "path\n/z/ä\n".getBytes(StandardCharsets.UTF_8);
        return Stream.of(Arguments.of("csv", bytes(""), ",there are no rows"),
                Arguments.of("csv", bytes("path,attribute\n"), ",there are no rows"),
                Arguments.of("csv", bytes("a,b\n1,2\n1\n3,4\n1,2,3\n"),
                        "3,\"it has 1 column, and the header has 2\"\r\n5,\"it has 3 columns, and the header has 2\""),
                Arguments.of("csv", "path\n/z/\u00E4\n".getBytes(StandardCharsets.ISO_8859_1),
                        "2,not UTF-8; save the file in this encoding"),
                Arguments.of("csv", "path\n/z/a\n".getBytes(StandardCharsets.UTF_16), "1,not UTF-8"),
                Arguments.of("csv", bytes("a,a\n1,2\n"), "1,the header has the column 'a' twice"),
                Arguments.of("csv", bytes("a\n\"open\n1\n"), "2,\"not CSV: a quote is not closed"),
                Arguments.of("jsonl", bytes("{\"a\":1}\n{\"a\":\n{\"b\":2}\n[1\n"), "2,not JSON: "),
                Arguments.of("jsonl", bytes("{\"line\":7,\"input\":1}\n{\"line\":7,\"input\":2}\n"),
                        "2,\"its number 7 is not above 7"),
                Arguments.of("jsonl", bytes("\n\n"), ",there are no rows"),
                Arguments.of("jsonl", utf8, "1,\"not JSON: "));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void aBadFileIsRejectedAsAWholeWithAReport(String checker, byte[] content, String complaint) throws Exception {
        Door door = dropped.door(checker);
        dropped.drop("bad.txt", content);
        dropped.settle(door);
        assertThat(dropped.files()).containsExactlyInAnyOrder("rejected/bad.txt", "rejected/bad.txt.report.csv");
        assertThat(Files.readAllBytes(directory.resolve("rejected/bad.txt"))).isEqualTo(content);
        assertThat(dropped.read("rejected/bad.txt.report.csv")).startsWith("line,reason\r\n" + complaint);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        assertThat(dropped.isIdle()).isTrue();
    }

    @Test
    void jsonLinesBehindABadOneAreCheckedToo() throws Exception {
        Door door = dropped.door("jsonl");
        dropped.drop("bad", "1\nx\n2\n\"\n3\n");
        dropped.settle(door);
        assertThat(dropped.read("rejected/bad.report.csv").lines()).hasSize(3).satisfiesExactly(
                header -> assertThat(header).isEqualTo("line,reason"),
                two -> assertThat(two).startsWith("2,"), four -> assertThat(four).startsWith("4,"));
    }

    @Test
    void aThousandComplaintsAreToldAndTheOthersCounted() throws Exception {
        Door door = dropped.door("csv");
        dropped.drop("bad.csv", "a,b\n" + "1\n".repeat(1500));
        dropped.settle(door);
        assertThat(dropped.read("rejected/bad.csv.report.csv").lines()).hasSize(1002)
                .last().asString().contains("and 500 more");
    }

    static Stream<Arguments> goodFiles() {
        return Stream.of(Arguments.of("csv", "\uFEFFpath\n/z/a\n", "{\"line\":2,\"input\":{\"path\":\"/z/a\"}}"),
                Arguments.of("csv", "path\r\n/z/a\r\n", "{\"line\":2,\"input\":{\"path\":\"/z/a\"}}"),
                Arguments.of("csv", "path\n\n/z/a", "{\"line\":3,\"input\":{\"path\":\"/z/a\"}}"),
                Arguments.of("csv", "path\n\"two\nlines \"\"q\"\", one\"\n",
                        "{\"line\":2,\"input\":{\"path\":\"two\\nlines \\\"q\\\", one\"}}"),
                Arguments.of("jsonl", "\uFEFF{\"a\":1}\r\n", "{\"line\":1,\"input\":{\"a\":1}}"),
                Arguments.of("jsonl", "\n{\"line\":9,\"input\":\"ü\"}\n", "{\"line\":9,\"input\":\"ü\"}"));
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void whatProgramsWriteIsRead(String checker, String content, String row) throws Exception {
        Door door = dropped.door(checker);
        dropped.drop("good", content);
        dropped.settle(door);
        assertThat(dropped.orchestrator.only().first()).containsExactly(row);
    }

    @Test
    void whatIsRejectedUnderOneNameIsKept() throws Exception {
        Door door = dropped.door("csv");
        for (String content : List.of("a,b\n1\n", "a,b\n1\n2\n", "")) {
            dropped.drop("bad.csv", content);
            dropped.settle(door);
        }
        assertThat(dropped.files()).containsExactlyInAnyOrder("rejected/bad.csv", "rejected/bad.csv.report.csv",
                "rejected/bad.csv.2", "rejected/bad.csv.2.report.csv", "rejected/bad.csv.3",
                "rejected/bad.csv.3.report.csv");
        assertThat(dropped.read("rejected/bad.csv.2")).isEqualTo("a,b\n1\n2\n");
    }

    @Test
    void whatIsNoFileOfTheDoorIsLeftAlone() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve(".secret"), GOOD);
        Files.createSymbolicLink(directory.resolve("link.csv"), elsewhere);
        Files.createDirectory(directory.resolve("directory.csv"));
        Door door = dropped.door("csv");
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).isEmpty();
        assertThat(directory.resolve("link.csv")).isSymbolicLink();
        assertThat(directory.resolve("directory.csv")).isDirectory();
        assertThat(elsewhere).exists();
    }

    @Test
    void everyNameCanBeDropped() throws Exception {
        Door door = dropped.door("csv");
        List<String> names = List.of("results.csv", "report.json", "a b.csv", "100%.csv", "-rf", "x".repeat(255),
                "ü#?.csv");
        for (int i = 0; i < names.size(); i++) {
            dropped.drop(names.get(i), "path\n/z/" + i + '\n');
        }
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).hasSize(names.size());
        for (int i = 0; i < names.size(); i++) {
            dropped.drop(names.get(i), "path\n/z/" + i + '\n');
        }
        dropped.settle(door);
        assertThat(dropped.orchestrator.batches()).hasSize(names.size());
        assertThat(dropped.files().stream().filter(file -> file.contains(".again-of-"))).hasSize(names.size());
        dropped.drop("x".repeat(255), "");
        dropped.settle(door);
        assertThat(dropped.files().stream().filter(file -> file.startsWith("rejected/"))).hasSize(2);
        assertThat(dropped.isIdle()).isTrue();
    }

    @Test
    void aNameThatIsNoTextKeepsItsBytes() throws Exception {
        Path odd = Path.of(URI.create(directory.toUri() + "x%FFy.csv"));
        Door door = dropped.door("csv");
        Files.writeString(odd, GOOD);
        dropped.settle(door);
        Files.writeString(odd, GOOD);
        dropped.settle(door);
        Files.writeString(odd, "");
        dropped.settle(door);
        String id = dropped.orchestrator.only().parameters().get("id");
        for (String place : List.of("done/" + id + "/x%FFy.csv", "done/x%FFy.csv.again-of-" + id,
                "rejected/x%FFy.csv", "rejected/x%FFy.csv.report.csv")) {
            assertThat(Path.of(URI.create(directory.toUri() + place))).exists();
        }
    }

    @Test
    void moreFilesThanItHasAtATimeAreTakenOneAfterTheOther() throws Exception {
        Door door = dropped.door("csv");
        IntStream.range(0, 50).forEach(i -> {
            try {
                dropped.drop(i + ".csv", "path\n/z/" + i + '\n');
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        for (int i = 0; i < 5; i++) {
            dropped.settle(door);
        }
        assertThat(dropped.orchestrator.batches()).hasSize(50);
        assertThat(dropped.isIdle()).isTrue();
    }
}
