package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Irods} does about content, with every server. */
abstract class IrodsUploadContractTest extends IrodsContract {
    private static final int AT_ONCE = 4 * 1024 * 1024;
    private static final int LARGE = 64 * 1024 * 1024 + 12_345;

    @Test
    void filesOfAllSizesAreUploaded() throws Exception {
        for (int size : new int[]{0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 20 * 1024 * 1024}) {
            put("size" + size, size, false, content(size));

            assertThat(only("size" + size)).as("%s", size).returns((long) size, Replica::size)
                    .returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void uploadReplacesOnlyWhenItMay() throws Exception {
        for (int size : new int[]{10, AT_ONCE + 10}) {
            String name = "again" + size;
            put(name, size, false, content(size));

            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> put(name, size + 1, false, content(size + 1)))
                    .returns(IrodsError.OVERWRITE_WITHOUT_FORCE, IrodsException::error);
            assertThat(only(name).size()).isEqualTo(size);

            put(name, size + 2, true, content(size + 2));
            assertThat(only(name)).returns(size + 2L, Replica::size).returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void sourceOfAnotherSizeLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{10, AT_ONCE, 2 * AT_ONCE}) {
            for (int difference : new int[]{-1, 1, 100}) {
                String name = "differs" + size + "by" + difference;

                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> put(name, size, false, content(size + difference)))
                        .withMessageContaining("announced");

                assertThat(session.replicas(home, List.of(name)).getOrDefault(name, List.of())).as(name)
                        .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
            }
        }
    }

    @Test
    void sourceThatFailsLeavesNoGoodReplica() throws Exception {
        TestContent broken = content(3 * AT_ONCE).failingAt(AT_ONCE + 5, "bad sector");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> put("broken", 3 * AT_ONCE, false, broken))
                .withMessageContaining("bad sector");

        assertThat(session.replicas(home, List.of("broken")).getOrDefault("broken", List.of()))
                .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    @Test
    void uploadIntoAMissingCollectionIsRefused() {
        for (int size : new int[]{1, 2 * AT_ONCE}) {
            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> put("none/x", size, false, content(size)));
        }
    }

    @Test
    void contentThatChangedWhileItWasReadLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{10, 2 * AT_ONCE, LARGE}) {
            String name = "changed" + size;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> put(name, size, false, content(size).changing("it changed")))
                    .withMessageContaining("it changed");
            assertNotGood(name);
        }
    }

    @Test
    void checksumsAreComputedByTheServer() throws Exception {
        for (int size : new int[]{0, 10, AT_ONCE + 10, LARGE}) {
            TestContent content = content(size);
            session.put(new Put(home + "/sum" + size, Optional.of(resource()), size, false, true), content);
            assertThat(only("sum" + size)).returns(content.checksum(), Replica::checksum)
                    .returns(Replica.Status.GOOD, Replica::status);
        }
    }

    @Test
    void aWrongChecksumLeavesNoGoodReplica() throws Exception {
        for (int size : new int[]{AT_ONCE + 10, LARGE}) {
            String name = "wrong" + size;
            Put put = new Put(home + '/' + name, Optional.of(resource()), size, false, true);
            assertThatExceptionOfType(IrodsException.class)
                    .isThrownBy(() -> session.put(put, content(size).readingDifferentlyAgain()))
                    .returns(IrodsError.CHECKSUM_MISMATCH, IrodsException::error);
            assertNotGood(name);
        }
    }

    @Test
    void aChecksumThatTheSourceKeepsIsComparedWithoutReadingAgain() throws Exception {
        for (int size : new int[]{10, AT_ONCE + 10}) {
            TestContent content = content(size);
            content.keeping(content.checksum().substring("sha2:".length()));
            session.put(new Put(home + "/kept" + size, Optional.of(resource()), size, false, true), content);
            assertThat(only("kept" + size)).returns(content.checksum(), Replica::checksum);
            assertThat(content.opened()).isEqualTo(1);

            Put put = new Put(home + "/spoilt" + size, Optional.of(resource()), size, false, true);
            assertThatThrownBy(() -> session.put(put, content(size).keeping(content(1).checksum().substring(5))))
                    .message().containsIgnoringCase("checksum");
            assertNotGood("spoilt" + size);
        }
    }

    @Test
    void largeContentGoesOverSeveralConnections() throws Exception {
        TestContent content = content(LARGE);
        put("large", LARGE, false, content);
        assertThat(content.opened()).as("stretches that were read").isGreaterThan(1);
        assertThat(only("large")).returns((long) LARGE, Replica::size).returns(Replica.Status.GOOD, Replica::status);
    }

    @Test
    void largeContentThatIsTooShortLeavesNoGoodReplica() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> put("short", LARGE, false, content(LARGE - 1)))
                .withMessageContaining("announced");
        assertNotGood("short");
        assertThatExceptionOfType(IOException.class).isThrownBy(
                () -> put("failing", LARGE, false, content(LARGE).failingAt(LARGE / 2, "bad sector")))
                .withMessageContaining("bad sector");
        assertNotGood("failing");
    }

    @Test
    void whatAFileGrewByIsAppended() throws Exception {
        for (int from : new int[]{0, 10, AT_ONCE + 1}) {
            for (int more : new int[]{1, 2 * AT_ONCE}) {
                String name = "grown" + from + "by" + more;
                TestContent content = content(from + more);
                put(name, from, false, content.first(from));

                session.append(new Append(home + '/' + name, 0, from, from + more, true), content);

                assertThat(only(name)).returns((long) from + more, Replica::size)
                        .returns(Replica.Status.GOOD, Replica::status)
                        .returns(content.checksum(), Replica::checksum);
            }
        }
    }

    @Test
    void anAppendThatFailsLeavesNoGoodReplica() throws Exception {
        put("log", 10, false, content(10));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> session.append(new Append(home + "/log", 0, 10, 100, false), content(50)));
        assertNotGood("log");
    }

    private void assertNotGood(String name) throws Exception {
        assertThat(session.replicas(home, List.of(name)).getOrDefault(name, List.of())).as(name)
                .noneMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    private void put(String name, long size, boolean overwrite, Content content) throws Exception {
        session.put(new Put(home + '/' + name, Optional.of(resource()), size, overwrite, false), content);
    }

    private static TestContent content(int size) {
        return TestContent.random(size);
    }
}
