package io.irodsingest.common.sync;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Action.Append;
import io.irodsingest.common.sync.Action.Event;
import io.irodsingest.common.sync.Action.EventOnly;
import io.irodsingest.common.sync.Action.LeaveAlone;
import io.irodsingest.common.sync.Action.MetadataOnly;
import io.irodsingest.common.sync.Action.Refuse;
import io.irodsingest.common.sync.Action.Register;
import io.irodsingest.common.sync.Action.RegisterReplica;
import io.irodsingest.common.sync.Action.Skip;
import io.irodsingest.common.sync.Action.UpdateReplica;
import io.irodsingest.common.sync.Action.Upload;
import io.irodsingest.handlerapi.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
    private static final RawPath SOURCE = RawPath.ofText("/data/file");
    private static final long MODIFIED = 1_700_000_000L;
    private static final Entry ENTRY = new Entry(EntryKind.REGULAR, SOURCE, 10, MODIFIED);
    private static final String RESOURCE = "rootResc";

    /** The entry has 10 bytes; the resource that is wished for is {@code rootResc}. */
    private static final Map<String, Existing> EXISTING = Map.ofEntries(
            Map.entry("absent", new Existing.Nothing()),
            Map.entry("a collection", new Existing.ACollection()),
            Map.entry("same path, in step", object(here("/data/file", 10, Status.GOOD))),
            Map.entry("same path, 7 bytes", object(here("/data/file", 7, Status.GOOD))),
            Map.entry("same path, stale", object(here("/data/file", 10, Status.STALE))),
            Map.entry("same path, written", object(here("/data/file", 10, Status.INTERMEDIATE))),
            Map.entry("same path, and a copy", object(here("/data/file", 7, Status.GOOD), elsewhere(Status.GOOD))),
            Map.entry("other path, 7 bytes", object(here("/vault/file", 7, Status.GOOD))),
            Map.entry("other path, 10 bytes", object(here("/vault/file", 10, Status.GOOD))),
            Map.entry("other path, 12 bytes", object(here("/vault/file", 12, Status.GOOD))),
            Map.entry("intermediate", object(here("/vault/file", 3, Status.INTERMEDIATE))),
            Map.entry("write-locked", object(here("/vault/file", 7, Status.WRITE_LOCKED))),
            Map.entry("stale", object(here("/vault/file", 3, Status.STALE))),
            Map.entry("stale, good elsewhere", object(here("/vault/file", 3, Status.STALE), elsewhere(Status.GOOD))),
            Map.entry("elsewhere", object(elsewhere(Status.GOOD))),
            Map.entry("elsewhere, stale", object(elsewhere(Status.STALE))));

    /**
     * What is there, how the entry changed, and what each operation does: "again" uploads what an upload left that was cut off,
     * as a new data object.
     */
    private static final String TABLE = """
            existing              | change           | REGISTER_SYNC | REGISTER_AS_REPLICA_SYNC | PUT     | PUT_SYNC  | PUT_APPEND
            absent                | any              | register      | register                 | upload  | upload    | upload
            a collection          | any              | refuse        | refuse                   | refuse  | refuse    | refuse
            elsewhere             | any              | refuse        | replica                  | refuse  | refuse    | refuse
            elsewhere, stale      | any              | refuse        | replica                  | refuse  | refuse    | refuse
            same path, in step    | NEW              | leave         | leave                    | leave   | refuse    | leave
            same path, in step    | CONTENT          | update        | update                   | leave   | refuse    | leave
            same path, in step    | METADATA         | metadata      | metadata                 | metadata| metadata  | metadata
            same path, in step    | NONE             | leave         | leave                    | leave   | leave     | leave
            same path, 7 bytes    | NEW CONTENT      | update        | update                   | leave   | refuse    | refuse
            same path, 7 bytes    | METADATA         | metadata      | metadata                 | metadata| metadata  | metadata
            same path, 7 bytes    | NONE             | update        | update                   | leave   | leave     | refuse
            same path, and a copy | NEW CONTENT      | update        | update                   | leave   | refuse    | refuse
            same path, and a copy | METADATA         | metadata      | metadata                 | metadata| metadata  | metadata
            same path, and a copy | NONE             | update        | update                   | leave   | leave     | refuse
            same path, stale      | NEW CONTENT NONE | update        | update                   | refuse  | refuse    | refuse
            same path, stale      | METADATA         | metadata      | metadata                 | refuse  | refuse    | refuse
            same path, written    | any              | refuse        | refuse                   | refuse  | refuse    | refuse
            other path, 7 bytes   | NEW CONTENT      | refuse        | refuse                   | leave   | overwrite | append
            other path, 7 bytes   | METADATA         | refuse        | refuse                   | metadata| metadata  | metadata
            other path, 7 bytes   | NONE             | refuse        | refuse                   | leave   | leave     | append
            other path, 10 bytes  | NEW CONTENT      | refuse        | refuse                   | leave   | overwrite | leave
            other path, 10 bytes  | METADATA         | refuse        | refuse                   | metadata| metadata  | metadata
            other path, 10 bytes  | NONE             | refuse        | refuse                   | leave   | leave     | leave
            other path, 12 bytes  | NEW CONTENT      | refuse        | refuse                   | leave   | overwrite | refuse
            other path, 12 bytes  | METADATA         | refuse        | refuse                   | metadata| metadata  | metadata
            other path, 12 bytes  | NONE             | refuse        | refuse                   | leave   | leave     | refuse
            intermediate          | NEW              | refuse        | refuse                   | again   | again     | again
            intermediate          | CONTENT          | refuse        | refuse                   | overwrite | overwrite | overwrite
            intermediate          | METADATA         | refuse        | refuse                   | overwrite | overwrite | overwrite
            intermediate          | NONE             | refuse        | refuse                   | overwrite | overwrite | overwrite
            write-locked          | NEW              | refuse        | refuse                   | again   | again     | again
            write-locked          | CONTENT          | refuse        | refuse                   | overwrite | overwrite | overwrite
            write-locked          | METADATA         | refuse        | refuse                   | overwrite | overwrite | overwrite
            write-locked          | NONE             | refuse        | refuse                   | overwrite | overwrite | overwrite
            stale                 | NEW              | refuse        | refuse                   | again   | again     | again
            stale                 | CONTENT          | refuse        | refuse                   | overwrite | overwrite | overwrite
            stale                 | METADATA         | refuse        | refuse                   | overwrite | overwrite | overwrite
            stale                 | NONE             | refuse        | refuse                   | overwrite | overwrite | overwrite
            stale, good elsewhere | NEW CONTENT      | refuse        | refuse                   | leave   | overwrite | overwrite
            stale, good elsewhere | METADATA         | refuse        | refuse                   | metadata| metadata  | metadata
            stale, good elsewhere | NONE             | refuse        | refuse                   | leave   | leave     | overwrite
            """;

    private record Row(String existing, Set<Change> changes, Map<Operation, String> expected) {}

    private static List<Row> rows() {
        List<String[]> cells = TABLE.lines().map(line -> line.split("\\|"))
                .map(line -> Arrays.stream(line).map(String::strip).toArray(String[]::new)).toList();
        String[] head = cells.getFirst();
        return cells.stream().skip(1).map(line -> {
            Map<Operation, String> expected = new java.util.EnumMap<>(Operation.class);
            for (int i = 2; i < head.length; i++) {
                expected.put(Operation.valueOf(head[i]), line[i]);
            }
            return new Row(line[0], line[1].equals("any")
                    ? Set.of(Change.values())
                    : Arrays.stream(line[1].split(" ")).map(Change::valueOf).collect(Collectors.toSet()), expected);
        }).toList();
    }

    static Stream<Arguments> cells() {
        return rows().stream().flatMap(row -> row.changes().stream().sorted().flatMap(change -> row.expected()
                .entrySet().stream()
                .map(cell -> Arguments.of(row.existing(), change, cell.getKey(), cell.getValue()))));
    }

    @ParameterizedTest(name = "{0}, {1}: {2} does {3}")
    @MethodSource("cells")
    void everyCell(String existing, Change change, Operation operation, String expected) {
        Action action = Decision.decide(wish(operation), ENTRY, change, EXISTING.get(existing));
        if (action instanceof Refuse refuse) {
            assertThat(refuse.error()).isNotBlank();
        }
        assertThat(word(action)).isEqualTo(expected);
    }

    @Test
    void theTableIsComplete() {
        List<String> found = new ArrayList<>();
        rows().forEach(row -> row.changes().forEach(change -> found.add(row.existing() + ", " + change)));
        Set<String> wanted = new TreeSet<>();
        EXISTING.keySet()
                .forEach(existing -> Arrays.stream(Change.values())
                        .forEach(change -> wanted.add(existing + ", " + change)));
        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(rows().getFirst().expected().keySet()).containsExactlyInAnyOrder(Operation.REGISTER_SYNC,
                Operation.REGISTER_AS_REPLICA_SYNC, Operation.PUT, Operation.PUT_SYNC, Operation.PUT_APPEND);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void noOperationHasEventsOnly(Change change) {
        EXISTING.forEach((name, existing) -> {
            Action action = Decision.decide(wish(Operation.NO_OP), ENTRY, change, existing);
            switch (existing) {
                case Existing.Nothing nothing -> assertThat(action).isEqualTo(new EventOnly(Event.CREATE));
                case Existing.ACollection collection -> assertThat(action).isInstanceOf(Refuse.class);
                case Existing.DataObject object -> assertThat(action).isEqualTo(new EventOnly(Event.MODIFY));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rootResc", "middleResc", "leafResc"})
    void aResourceOfAnyLevelOfTheTreeIsHere(String resource) {
        Existing existing = object(
                new Replica(4, Status.GOOD, "rootResc;middleResc;leafResc", SOURCE, 7, MODIFIED, ""));
        assertThat(Decision.decide(new Wish(Operation.REGISTER_SYNC, Optional.of(resource)), ENTRY, Change.NEW,
                existing)).isEqualTo(new UpdateReplica(4));
        assertThat(Decision.decide(new Wish(Operation.REGISTER_SYNC, Optional.of("Resc")), ENTRY, Change.NEW,
                existing)).isInstanceOf(Refuse.class);
    }

    @Test
    void withoutAResourceAReplicaAnywhereIsHere() {
        Wish wish = new Wish(Operation.REGISTER_SYNC, Optional.empty());
        Replica other = here("/vault/file", 10, Status.GOOD);
        Replica same = new Replica(3, Status.GOOD, "demoResc", SOURCE, 9, MODIFIED, "");
        assertThat(Decision.decide(wish, ENTRY, Change.NEW, object(other, same))).isEqualTo(new UpdateReplica(3));
        assertThat(Decision.decide(wish, ENTRY, Change.NEW, object(other))).isInstanceOf(Refuse.class);
    }

    @Test
    void appendsToTheReplicaThatIsHereAndGood() {
        Replica stale = new Replica(0, Status.STALE, "rootResc;a", RawPath.ofText("/a"), 2, 0, "");
        Replica good = new Replica(1, Status.GOOD, "rootResc;b", RawPath.ofText("/b"), 7, 0, "");
        assertThat(Decision.decide(wish(Operation.PUT_APPEND), ENTRY, Change.CONTENT, object(stale, good)))
                .isEqualTo(new Append(1, 7));
    }

    @ParameterizedTest
    @EnumSource(value = EntryKind.class, names = {"FIFO", "CHARACTER_DEVICE", "BLOCK_DEVICE"})
    void whatCannotBeReadIsRegisteredAndNeverUploaded(EntryKind kind) {
        Entry entry = new Entry(kind, SOURCE, 0, 0);
        Existing nothing = new Existing.Nothing();
        for (Operation operation : Operation.values()) {
            Action action = Decision.decide(wish(operation), entry, Change.NEW, nothing);
            if (operation.uploads()) {
                assertThat(action).isInstanceOf(Skip.class);
            } else if (operation.registers()) {
                assertThat(action).isEqualTo(new Register());
            }
        }
    }

    @Test
    void aLinkIsAsLongAsNothingWhenItIsUploaded() {
        Entry link = new Entry(EntryKind.LINK, SOURCE, 25, MODIFIED);
        Existing empty = object(here("/vault/file", 0, Status.GOOD));
        assertThat(Decision.decide(wish(Operation.PUT_APPEND), link, Change.CONTENT, empty))
                .isEqualTo(new LeaveAlone());
    }

    private static Wish wish(Operation operation) {
        return new Wish(operation, Optional.of(RESOURCE));
    }

    private static Existing object(Replica... replicas) {
        return Existing.of(List.of(replicas));
    }

    private static Replica here(String path, long size, Status status) {
        return new Replica(0, status, "rootResc;leafResc", RawPath.ofText(path), size, MODIFIED, "");
    }

    private static Replica elsewhere(Status status) {
        return new Replica(1, status, "otherResc", RawPath.ofText("/other/file"), 10, MODIFIED, "");
    }

    private static String word(Action action) {
        return switch (action) {
            case Register register -> "register";
            case RegisterReplica register -> "replica";
            case UpdateReplica update -> update.number() == 0 ? "update" : "update another";
            case Upload(boolean overwrite, Event event) when !overwrite -> event == Event.CREATE ? "upload" : "?";
            case Upload(boolean overwrite, Event event) when event == Event.CREATE -> "again";
            case Upload upload -> "overwrite";
            case Append append -> append.equals(new Append(0, 7)) ? "append" : "append elsewhere";
            case MetadataOnly metadata -> "metadata";
            case EventOnly only -> "events";
            case LeaveAlone alone -> "leave";
            case Skip skip -> "skip";
            case Refuse refuse -> "refuse";
        };
    }
}
