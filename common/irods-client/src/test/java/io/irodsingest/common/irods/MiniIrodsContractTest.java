package io.irodsingest.common.irods;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class MiniIrodsContractTest extends MiniIrodsContract {
    @BeforeAll
    static void start() throws IOException {
        use(TestClient.server());
    }
}
