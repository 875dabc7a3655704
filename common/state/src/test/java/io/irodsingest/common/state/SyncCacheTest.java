package io.irodsingest.common.state;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where what is remembered lies: it is in Redis, and another place would forget everything. */
class SyncCacheTest {
    private static final IngestSpec WORK = IngestSpec.of(new RawPath("/data"), "/z/home/c", Operation.REGISTER_SYNC);

    @Test
    void aDirectoryIsFoundFromItsSourceAndFromItsParent() {
        DirectoryKey root = DirectoryKey.of(WORK, RawPath.EMPTY);
        DirectoryKey inner = DirectoryKey.of(WORK, new RawPath("a/b"));

        assertThat(inner).isEqualTo(
                root.child(NameHash.of(new RawPath("a"))).child(NameHash.of(new RawPath("b"))));
        assertThat(root).isNotEqualTo(DirectoryKey.above(WORK));
        assertThat(root.id()).hasSize(22);
    }

    @Test
    void anotherTargetOrAnotherSourceIsAnotherPlace() {
        DirectoryKey here = DirectoryKey.of(WORK, RawPath.EMPTY);

        assertThat(DirectoryKey.of(IngestSpec.of(new RawPath("/data"), "/z/home/d", Operation.REGISTER_SYNC),
                RawPath.EMPTY)).isNotEqualTo(here);
        assertThat(DirectoryKey.of(IngestSpec.of(new RawPath("/date"), "/z/home/c", Operation.REGISTER_SYNC),
                RawPath.EMPTY)).isNotEqualTo(here);
        assertThat(DirectoryKey.of(IngestSpec.of(new RawPath("/data"), "/z/home/c", Operation.PUT), RawPath.EMPTY))
                .as("in which way it is synced is no place").isEqualTo(here);
    }

    @Test
    void partsOfADirectoryLieApartAndTheFirstWhereItLayUndivided() {
        DirectoryKey directory = DirectoryKey.of(WORK, new RawPath("a"));

        assertThat(directory.part(Optional.empty())).isEqualTo(directory);
        assertThat(directory.part(Optional.of("m"))).isNotEqualTo(directory)
                .isNotEqualTo(directory.part(Optional.of("n")))
                .isNotEqualTo(directory.child(NameHash.of(new RawPath("m"))));
    }

    @Test
    void anotherOperationIsAnotherWay() {
        assertThat(SyncCache.way(WORK)).isEqualTo(SyncCache.way(WORK))
                .isNotEqualTo(SyncCache.way(IngestSpec.of(new RawPath("/data"), "/z/home/c", Operation.PUT)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "256, 0", "257, 1", "512, 1", "514, 2", "1024, 2", "1028, 3", "262144, 10"})
    void aBucketIsMeantFor256Entries(long entries, int bits) {
        assertThat(SyncCache.bitsFor(entries)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "-1, 0, 0", "-1, 1, 1", "-1, 4, 15", "9223372036854775807, 1, 0",
            "4611686018427387904, 2, 1"})
    void theBucketOfANameIsItsFirstBits(long hash, int bits, int bucket) {
        assertThat(new NameHash(hash).bucket(bits)).isEqualTo(bucket);
    }
}
