package io.irodsingest.ingesttasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskTypes;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.NameSum;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.ingesttasks.IngestTask.RetryFailures;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.ListTask.ScanListPart;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.ingesttasks.ListTask.StartList;
import io.irodsingest.ingesttasks.IngestTask.StartPass;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTaskTest {
    private static final TaskTypes TYPES = new TaskTypes(new Ingest().types());

    static Stream<Task> tasks() {
        long seed = System.nanoTime();
        System.out.println("IngestTaskTest seed " + seed);
        Random random = new Random(seed);
        List<Task> tasks = new ArrayList<>(List.of(new StartPass(), new StartList()));
        for (int i = 0; i < 50; i++) {
            tasks.add(new ScanDirectories(IntStream.range(0, random.nextInt(5))
                    .mapToObj(n -> new Directory(name(random), random.nextBoolean(), random.nextInt(9), part(random)))
                    .toList(),
                    random.nextInt(3)));
            Change change = Change.values()[random.nextInt(Change.values().length)];
            List<RawPath> names = IntStream.range(0, random.nextInt(60)).mapToObj(n -> name(random)).toList();
            List<String> texts = names.stream().map(RawPath::encoded).toList();
            tasks.add(new ScanEntries(name(random), random.nextInt(9), names, Optional.of("after"), random.nextInt(3)));
            tasks.add(new FindLeftovers(name(random), "after", random.nextInt(3)));
            tasks.add(new HandOverList(random.nextInt(1000)));
            tasks.add(new ScanListPart(random.nextInt(1000)));
            tasks.add(new ScanPaths(names, random.nextInt(3)));
            tasks.add(new DeleteDataObjects("/zone/" + name(random), texts, random.nextInt(3)));
            tasks.add(new DeleteCollection("/zone/" + name(random), "after", random.nextInt(3)));
            tasks.add(new RemoveCollections(texts, random.nextInt(3)));
            tasks.add(new SyncFiles(
                    List.of(new EntryGroup(name(random), change, random.nextBoolean(), random.nextInt(9), names)),
                    random.nextInt(3)));
        }
        return tasks.stream();
    }

    private static Optional<DirectoryPart> part(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(new DirectoryPart("a/b", Optional.of("a/c")));
    }

    private static RawPath name(Random random) {
        byte[] name = new byte[1 + random.nextInt(30)];
        random.nextBytes(name);
        return RawPath.ofBytes(name);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aTaskArrivesAsItWasSent(Task task) throws UnreadableTaskException {
        TaskMessage message = new TaskMessage("0b9c", 17, "nonce", task);
        assertThat(TYPES.decode(TaskCodec.decode(TaskCodec.encode(message)))).isEqualTo(message);
        assertThat(TYPES.decode(EncodedTask.of(TaskCodec.encodeTask(task)))).isEqualTo(task);
    }

    @Test
    void fieldsOfANewerWriterArePassedOver() throws UnreadableTaskException {
        String body = "{\"v\":1,\"job\":\"j\",\"number\":3,\"nonce\":\"n\",\"trace\":\"x\",\"task\":{\"type\":\"StartPass\",\"why\":1}}";
        assertThat(TYPES.decode(TaskCodec.decode(body.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new TaskMessage("j", 3, "n", new StartPass()));
    }

    @Test
    void tasksOfAnOlderWriterAreUnderstood() throws UnreadableTaskException {
        assertThat(TYPES.decode(EncodedTask.of("{\"type\":\"RemoveCollections\"}"))).isEqualTo(RemoveCollections.NOTED);
        assertThat(TYPES.decode(EncodedTask.of("{\"type\":\"DeleteCollection\",\"path\":\"/z/c\",\"after\":\"\"}")))
                .isEqualTo(new DeleteCollection("/z/c", "", 0));
        assertThat(TYPES.decode(EncodedTask.of("{\"type\":\"ScanDirectories\",\"directories\":[]}")))
                .isEqualTo(new ScanDirectories(List.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "null", "{}",
            "{\"v\":2,\"job\":\"j\",\"number\":3,\"nonce\":\"n\",\"task\":{}}",
            "{\"v\":1,\"job\":\"j\",\"number\":3,\"nonce\":\"n\",\"task\":{\"type\":\"Unknown\"}}",
            "{\"v\":1,\"job\":\"j\",\"number\":\"x\",\"nonce\":\"n\",\"task\":{\"type\":\"StartPass\"}}"})
    void whatIsNoTaskIsRefusedInOneLine(String body) {
        assertThatThrownBy(() -> TYPES.decode(TaskCodec.decode(body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UnreadableTaskException.class).message().isNotBlank().hasLineCount(1);
    }

    /** Bodies as the first version wrote them, before tasks had tries and parts: they may lie in a queue when a worker is upgraded. */
    @ParameterizedTest
    @MethodSource
    void whatAnOlderVersionWroteIsUnderstood(String task, Task expected) throws Exception {
        String body = "{\"v\":1,\"job\":\"j\",\"number\":3,\"nonce\":\"n\",\"task\":" + task + "}";

        TaskMessage message = TYPES.decode(TaskCodec.decode(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(message).isEqualTo(new TaskMessage("j", 3, "n", expected));
    }

    static Stream<Arguments> whatAnOlderVersionWroteIsUnderstood() {
        return Stream.of(Arguments.of("{\"type\":\"StartPass\"}", new StartPass()),
                Arguments.of("{\"type\":\"ScanDirectories\",\"directories\":[{\"path\":\"a%FF\",\"newCollection\":true,"
                        + "\"firstBucket\":2}]}",
                        new ScanDirectories(
                                List.of(new Directory(RawPath.parse("a%FF"), true, 2, Optional.empty())), 0)),
                Arguments.of("{\"type\":\"SyncFiles\",\"groups\":[{\"directory\":\"a\",\"change\":\"NEW\","
                        + "\"newCollection\":false,\"bucketBits\":1,\"names\":[\"b\"]}],\"retry\":1}",
                        new SyncFiles(
                                List.of(new EntryGroup(RawPath.parse("a"), Change.NEW, false, 1,
                                        List.of(RawPath.parse("b")))),
                                1)),
                Arguments.of("{\"type\":\"DeleteCollection\",\"path\":\"/z/c\",\"after\":\"\"}",
                        new DeleteCollection("/z/c", "", 0)),
                Arguments.of("{\"type\":\"RemoveCollections\"}", RemoveCollections.NOTED));
    }

    /** As the version wrote them in which tasks were a closed list: entries of tables and bodies of messages that may still lie about. */
    @ParameterizedTest
    @MethodSource
    void aTextOfTheVersionBeforeIsReadAndWrittenAlike(String text, Task task) throws Exception {
        assertThat(TYPES.decode(EncodedTask.of(text))).isEqualTo(task);
        assertThat(TaskCodec.encodeTask(task).replaceFirst(",\"lane\":\"[a-z]+\"", ""))
                .as("for a worker of that version")
                .isEqualTo(text);
        assertThat(EncodedTask.of(text).lane()).isEqualTo(task.lane());
    }

    static Stream<Arguments> aTextOfTheVersionBeforeIsReadAndWrittenAlike() {
        return Stream.of(Arguments.of("{\"type\":\"StartPass\"}", new StartPass()),
                Arguments.of("""
                        {"type":"ScanDirectories","directories":[{"path":"a%FF","newCollection":true,"firstBucket":0,\
                        "part":{"after":"b","through":"c"}}],"retry":1}""",
                        new ScanDirectories(List.of(new Directory(RawPath.parse("a%FF"), true, 0,
                                Optional.of(new DirectoryPart("b", Optional.of("c"))))), 1)),
                Arguments.of(
                        """
                                {"type":"ScanEntries","directory":"a","bucketBits":1,"names":["b"],"partAfter":"c","retry":2}""",
                        new ScanEntries(RawPath.parse("a"), 1, List.of(RawPath.parse("b")), Optional.of("c"), 2)),
                Arguments.of("""
                        {"type":"FindLeftovers","directory":"a","after":"b/","retry":0,"names":{"count":3,"sum":-9}}""",
                        new FindLeftovers(RawPath.parse("a"), "b/", 0, Optional.of(new NameSum(3, -9)))),
                Arguments.of("""
                        {"type":"SyncFiles","groups":[{"directory":"","change":"CONTENT","newCollection":false,\
                        "bucketBits":0,"names":["b","c"]}],"retry":0}""",
                        new SyncFiles(List.of(new EntryGroup(RawPath.parse(""), Change.CONTENT, false, 0,
                                List.of(RawPath.parse("b"), RawPath.parse("c")))), 0)),
                Arguments.of("{\"type\":\"RetryFailures\"}", new RetryFailures()),
                Arguments.of("{\"type\":\"DeleteDataObjects\",\"collection\":\"/z/c\",\"names\":[\"d\"],\"retry\":1}",
                        new DeleteDataObjects("/z/c", List.of("d"), 1)),
                Arguments.of("{\"type\":\"DeleteCollection\",\"path\":\"/z/c\",\"after\":\"/d\",\"retry\":0}",
                        new DeleteCollection("/z/c", "/d", 0)),
                Arguments.of("{\"type\":\"RemoveCollections\",\"paths\":[],\"retry\":0}", RemoveCollections.NOTED),
                Arguments.of("{\"type\":\"FinishPass\"}", new FinishPass()));
    }

    private record Sample(String type) implements Task {
        @Override
        public Lane lane() {
            return IngestLane.FILE;
        }
    }

    @Test
    void aTaskIsCarriedByWhoeverKnowsNothingOfItsType() throws Exception {
        String task = "{\"more\":[{\"type\":\"no\"}],\"type\":\"OfAnotherKind\",\"lane\":\"delete\",\"text\":\"\u00e4\\n\"}";
        String body = "{\"v\":1,\"new\":{\"a\":[1]},\"job\":\"j\",\"task\":" + task
                + ",\"number\":3,\"nonce\":\"n\",\"begun\":true}";

        TaskMessage message = TaskCodec.decode(body.getBytes(StandardCharsets.UTF_8));

        assertThat(message).isEqualTo(
                new TaskMessage("j", 3, "n", new EncodedTask("OfAnotherKind", IngestLane.DELETE, task), true));
        assertThat(TaskCodec.decode(TaskCodec.encode(message))).isEqualTo(message);
        assertThatThrownBy(() -> TYPES.decode(message)).isInstanceOf(UnreadableTaskException.class)
                .hasMessage("tasks of type OfAnotherKind are not known here");
    }

    @Test
    void aTypeWhoseFormWouldHideWhatEveryTaskHasIsRefused() {
        assertThatThrownBy(() -> new TaskTypes(List.of(Sample.class))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sample");
    }
}
