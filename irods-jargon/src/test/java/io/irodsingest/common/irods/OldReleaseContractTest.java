package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.Faults.Moment;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same with a server of a release that irods4j does not speak to; what is different there is said here. */
class OldReleaseContractTest extends MiniIrodsContract {
    static final String RELEASE = "4.2.8";
    private static final int WRITE = 676;
    private static final int LARGE = 64 * 1024 * 1024 + 12_345;

    @BeforeAll
    static void start() throws IOException {
        use(MiniIrods.builder().release(RELEASE).start());
    }

    /** There is no GenQuery2. */
    @Override
    @Test
    void queriesAnswerRows() throws Exception {
        session.register(
                List.of(new Registration(home + "/it's", Optional.of(resource()), RawPath.ofText("/d"), 1, 1)));

        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> session.query("select DATA_NAME where COLL_NAME = '" + home + "'"))
                .returns(IrodsError.NOT_SUPPORTED, IrodsException::error)
                .withMessage("queries need iRODS 4.3.2 or later, and the server is " + RELEASE);
        assertThat(session.exists(home + "/it's")).isTrue();
        assertThat(session.exists(home)).isTrue();
        assertThat(session.exists(home + "/none")).isFalse();
    }

    /** What was changed cannot be queried. */
    @Override
    @Test
    void metadataOfCollectionsAndObjectsComesAndGoes() throws Exception {
        Metadata avu = new Metadata(home, "attribute", "val'ue", "unit");

        List<Reply> replies = session.changeMetadata(List.of(new MetadataChange(true, true, avu),
                new MetadataChange(true, true, avu), new MetadataChange(false, true, avu),
                new MetadataChange(false, true, avu)));

        assertThat(replies).extracting(Reply::error).containsExactly(Optional.empty(),
                Optional.of(IrodsError.EXISTS_ALREADY), Optional.empty(), Optional.of(IrodsError.NOTHING_REMOVED));
    }

    /** Several connections cannot write to a replica. */
    @Override
    @Test
    void largeContentGoesOverSeveralConnections() throws Exception {
        TestContent content = TestContent.random(LARGE);
        session.put(new Put(home + "/large", Optional.of(resource()), LARGE, false, false), content);

        assertThat(content.opened()).as("stretches that were read").isEqualTo(1);
        assertThat(only("large")).returns((long) LARGE, Replica::size).returns(Replica.Status.GOOD, Replica::status);
    }

    /** Such a server would leave what it opened for good. */
    @Test
    void whatIsBeingWrittenIsMarkedAsStale() throws Exception {
        int size = 9_000_000;
        put("one", size, TestContent.random(size));
        List<Replica.Status> seen = new ArrayList<>();
        for (String name : List.of("new", "one")) {
            TestContent content = TestContent.random(size).beforeReading(() -> seen.add(only(name).status()));
            put(name, size, content);
            assertThat(only(name).status()).isEqualTo(Replica.Status.GOOD);
        }
        assertThat(seen).containsExactly(Replica.Status.STALE, Replica.Status.STALE);
    }

    @Test
    void whatIsCutOffIsNotGoodAndIsReplaced() throws Exception {
        int size = 9_000_000;
        put("old", size, TestContent.random(size));
        for (String name : List.of("old", "new")) {
            server.faults().dropConnectionOn(WRITE, Moment.AFTER_EXECUTION, 1);
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> put(name, size, TestContent.random(size)));
            assertThat(only(name).status()).isEqualTo(Replica.Status.STALE);

            session.put(new Put(home + '/' + name, Optional.of(resource()), size, false, true),
                    TestContent.random(size));
            assertThat(only(name)).returns(Replica.Status.GOOD, Replica::status).returns((long) size, Replica::size);
        }
    }

    @Test
    void aFileThatDidNotGrowStaysGood() throws Exception {
        put("log", 10, TestContent.random(10));
        session.append(new Append(home + "/log", 0, 10, 10, false), TestContent.random(10));
        assertThat(only("log")).returns(Replica.Status.GOOD, Replica::status).returns(10L, Replica::size);
    }

    /** A small one comes in one request, and such a server would leave it for good. */
    @Test
    void aSmallOneThatCameWronglyIsMarkedAsStale() throws Exception {
        TestContent content = TestContent.random(10).keeping("AAAA");
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> session.put(new Put(home + "/small", Optional.empty(), 10, false, true), content))
                .returns(IrodsError.CHECKSUM_MISMATCH, IrodsException::error);
        assertThat(only("small").status()).isEqualTo(Replica.Status.STALE);
    }

    private void put(String name, int size, TestContent content) throws Exception {
        try (IrodsSession other = client.session()) {
            other.put(new Put(home + '/' + name, Optional.of(resource()), size, true, false), content);
        }
    }

    @Test
    void onlyWhatTheServerKnowsIsAsked() throws Exception {
        session.register(List.of(new Registration(home + "/one", Optional.of(resource()), RawPath.ofText("/d"), 1, 1)));
        session.put(new Put(home + "/put", Optional.empty(), 5_000_000, false, true), TestContent.random(5_000_000));

        assertThat(client.requests().keySet()).contains(602, 630, 673, 703, 704).allMatch(api -> api < 10_000);
    }
}
