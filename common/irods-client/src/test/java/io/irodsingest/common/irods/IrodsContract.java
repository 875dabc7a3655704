package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the contract share: a session, and a collection of their own. */
abstract class IrodsContract {
    IrodsSession session;
    String home;

    /** Of a client for whoever may register any path. */
    abstract Irods irods() throws Exception;

    /** A collection in which tests may leave things. */
    abstract String base();

    abstract String resource();

    /** Another one, which keeps files too. */
    abstract String otherResource();

    @BeforeEach
    void openSession() throws Exception {
        session = irods().session();
        home = base() + "/contract-" + UUID.randomUUID();
        session.createCollectionWithParents(home);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    Replica only(String name) throws Exception {
        List<Replica> replicas = session.replicas(home, List.of(name)).getOrDefault(name, List.of());
        assertThat(replicas).as(name).hasSize(1);
        return replicas.getFirst();
    }
}
