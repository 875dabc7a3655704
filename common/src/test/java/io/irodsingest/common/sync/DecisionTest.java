package io.irodsingest.common.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.common.irods.Replica;
import io.irodsingest.common.irods.Replica.Status;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Action.LeaveAlone;
import io.irodsingest.common.sync.Action.Register;
import io.irodsingest.common.sync.Action.Skip;
import io.irodsingest.common.sync.Action.UpdateReplica;
import io.irodsingest.common.sync.Action.Upload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
    private static final RawPath SOURCE = RawPath.ofText("/data/file");
    private static final Entry ENTRY = new Entry(EntryKind.REGULAR, SOURCE, 10, 1700000000);

    static Stream<Arguments> table() {
        Replica same = replica(0, Status.GOOD, "demoResc", "/data/file", 10, 1700000000);
        Replica grown = replica(1, Status.GOOD, "demoResc", "/data/file", 7, 1700000000);
        Replica older = replica(0, Status.GOOD, "demoResc", "/data/file", 10, 1600000000);
        Replica otherPath = replica(0, Status.GOOD, "demoResc", "/vault/file", 10, 1700000000);
        Replica inTree = replica(0, Status.GOOD, "rootResc;leafResc", "/data/file", 10, 1700000000);
        Replica stale = replica(0, Status.STALE, "demoResc", "/vault/file", 0, 1700000000);
        Replica intermediate = replica(0, Status.INTERMEDIATE, "demoResc", "/vault/file", 0, 1700000000);
        return Stream.of(row(Operation.REGISTER_SYNC, List.of(), "", new Register()),
                row(Operation.REGISTER_SYNC, List.of(), "demoResc", new Register()),
                row(Operation.REGISTER_SYNC, List.of(same), "demoResc", new LeaveAlone()),
                row(Operation.REGISTER_SYNC, List.of(same), "", new LeaveAlone()),
                row(Operation.REGISTER_SYNC, List.of(grown), "demoResc", new UpdateReplica(1)),
                row(Operation.REGISTER_SYNC, List.of(older), "", new UpdateReplica(0)),
                row(Operation.REGISTER_SYNC, List.of(otherPath, grown), "", new UpdateReplica(1)),
                row(Operation.REGISTER_SYNC, List.of(otherPath), "demoResc", null),
                row(Operation.REGISTER_SYNC, List.of(inTree), "rootResc", new LeaveAlone()),
                row(Operation.REGISTER_SYNC, List.of(same), "otherResc", null),
                row(Operation.PUT, List.of(), "", new Upload(false)),
                row(Operation.PUT, List.of(same), "", new LeaveAlone()),
                row(Operation.PUT, List.of(grown), "demoResc", new LeaveAlone()),
                row(Operation.PUT, List.of(inTree), "rootResc", new LeaveAlone()),
                row(Operation.PUT, List.of(same), "otherResc", null),
                row(Operation.PUT, List.of(stale), "demoResc", new Upload(true)),
                row(Operation.PUT, List.of(intermediate), "", new Upload(true)),
                row(Operation.PUT, List.of(stale, same), "", new LeaveAlone()));
    }

    /** An expected null is a refusal. */
    @ParameterizedTest
    @MethodSource("table")
    void everyCell(Operation operation, List<Replica> existing, Optional<String> resource, Action expected) {
        Action action = Decision.decide(ENTRY, existing, operation, resource);
        if (expected == null) {
            assertThat(action).isInstanceOfSatisfying(Action.Refuse.class,
                    refuse -> assertThat(refuse.error()).isNotBlank());
        } else {
            assertThat(action).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(value = EntryKind.class, names = {"FIFO", "CHARACTER_DEVICE", "BLOCK_DEVICE"})
    void whatCannotBeReadIsRegisteredAndNeverPut(EntryKind kind) {
        Entry entry = new Entry(kind, SOURCE, 0, 0);
        assertThat(Decision.decide(entry, List.of(), Operation.REGISTER_SYNC, Optional.empty()))
                .isEqualTo(new Register());
        assertThat(Decision.decide(entry, List.of(), Operation.PUT, Optional.empty())).isInstanceOf(Skip.class);
    }

    private static Arguments row(Operation operation, List<Replica> existing, String resource, Action expected) {
        return Arguments.of(operation, existing, resource.isEmpty() ? Optional.empty() : Optional.of(resource),
                expected);
    }

    private static Replica replica(int number, Status status, String hierarchy, String path, long size, long modified) {
        return new Replica(number, status, hierarchy, RawPath.ofText(path), size, modified, "");
    }
}
