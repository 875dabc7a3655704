package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.miniirods.wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several connections that want the same things at the same time. */
class ConcurrencyTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int CLIENTS = 4;
    private static final int PATHS = 150;
    private static final int EXISTS = -809000;

    @Test
    void ofManyThatCreateTheSameOneSucceeds() throws Exception {
        try (MiniIrods server = MiniIrods.builder().start()) {
            ConcurrentHashMap<String, AtomicInteger> made = new ConcurrentHashMap<>();
            inParallel(server, client -> {
                for (int i = 0; i < PATHS; i++) {
                    count(made, "coll" + i, client.request(681, RawClient.collection(HOME + "/c" + i)));
                    count(made, "file" + i, client.request(20008, RawClient.object(HOME + "/f" + i, 0, "filePath",
                            "/source/" + i, "dataSize", "1")));
                }
            });
            assertThat(made).hasSize(2 * PATHS).allSatisfy((name, times) -> assertThat(times).hasValue(1));
        }
    }

    @Test
    void removalAndRegistrationLeaveNoOrphans() throws Exception {
        try (MiniIrods server = MiniIrods.builder().start()) {
            inParallel(server, client -> {
                for (int i = 0; i < PATHS; i++) {
                    client.request(681, RawClient.collection(HOME + "/same"));
                    client.status(20008, HOME + "/same/f" + i % 9, "filePath", "/source/same", "dataSize", "1");
                    Frame removed = client.request(679,
                            RawClient.collection(HOME + "/same", "recursiveOpr", "", "forceFlag", ""));
                    assertThat(removed.intInfo()).isIn(0, -814000);
                }
            });
            try (RawClient client = RawClient.as(server.port(), "rods", "rods")) {
                assertThat(client.query(new int[]{401}, "410", "= '/source/same'").number("rowCnt", -1)).isZero();
                assertThat(client.status(633, HOME + "/same")).isEqualTo(-310000);
            }
        }
    }

    @Test
    void overwritingTheSameObjectKeepsContentAndCatalogTogether() throws Exception {
        try (MiniIrods server = MiniIrods.builder().start()) {
            AtomicInteger next = new AtomicInteger();
            inParallel(server, client -> {
                byte[] content = new byte[1000 + 500 * next.incrementAndGet()];
                for (int i = 0; i < PATHS; i++) {
                    int status = client.request(606, RawClient.object(HOME + "/same", 2, "dataIncluded", "",
                            "forceFlag", "", "regChksum", ""), content).intInfo();
                    assertThat(status).isIn(0, -1803000, EXISTS);
                }
            });
            try (RawClient client = RawClient.as(server.port(), "rods", "rods")) {
                assertThat(client.status(629, HOME + "/same", "verifyChksum", "")).isZero();
            }
        }
    }

    private interface Work {
        void with(RawClient client) throws IOException;
    }

    private static void inParallel(MiniIrods server, Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                tasks.add(() -> {
                    try (RawClient client = RawClient.as(server.port(), "rods", "rods")) {
                        work.with(client);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    private static void count(ConcurrentHashMap<String, AtomicInteger> made, String name, Frame reply) {
        assertThat(reply.intInfo()).isIn(0, EXISTS);
        if (reply.intInfo() == 0) {
            made.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
        }
    }
}
