package io.irodsingest.workerbatch.irods;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.SlowQueryProcessor;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader.Provider;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the operations share: a server, a session with it, and a collection of their own. */
abstract class OnMiniIrods {
    static final JsonMapper JSON = new JsonMapper();
    static final String CONTENT = "some content";
    /** What a worker works on at a time. */
    private static final int CHUNK = 100;

    @TempDir
    static Path files;

    static MiniIrods server;
    static Irods irods;

    IrodsSession session;
    String home;

    @BeforeAll
    static void start() throws IOException {
        server = MiniIrods.builder().start();
        irods = IrodsClients.chosen(Map.of())
                .open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                        String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                        "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        irods.close();
        server.close();
    }

    @BeforeEach
    void openSession() throws Exception {
        session = irods.session();
        home = "/tempZone/home/rods/" + UUID.randomUUID();
        session.createCollectionWithParents(home);
    }

    @AfterEach
    void closeSession() {
        session.close();
        server.faults().clear();
    }

    static IrodsRows rows(String op) {
        return ServiceLoader.load(BatchProcessor.class).stream().map(Provider::get).filter(IrodsRows.class::isInstance)
                .map(IrodsRows.class::cast).filter(rows -> rows.op().equals(op)).findFirst().orElseThrow();
    }

    /** Works on rows, chunk by chunk. */
    Collected work(String op, List<? extends Map<String, ?>> rows) throws Exception {
        List<Row> all = IntStream.range(0, rows.size()).<Row>mapToObj(i -> TestRow.of(i + 1L, rows.get(i))).toList();
        Collected results = new Collected();
        for (int from = 0; from < all.size(); from += CHUNK) {
            rows(op).processAll(all.subList(from, Math.min(all.size(), from + CHUNK)), results, session, Limits.NONE);
        }
        assertThat(results.size()).isEqualTo(rows.size());
        return results;
    }

    RowResult one(String op, Map<String, ?> row) throws Exception {
        return work(op, List.of(row)).of(1);
    }

    /** Output files that a question has written, and its result. */
    record Answered(RowResult result, Map<String, String> files) {
        JsonNode totals() throws IOException {
            assertThat(result).isInstanceOf(RowResult.Success.class);
            return JSON.readTree(((RowResult.Success) result).json());
        }

        List<String> lines(String name) {
            assertThat(files).containsKey(name);
            return files.get(name).lines().toList();
        }
    }

    Answered ask(String op, Manifests manifests, Limits limits, Map<String, ?> question) throws Exception {
        Map<String, StringWriter> written = new HashMap<>();
        List<String> closed = new ArrayList<>();
        RowResult result = ServiceLoader.load(SlowQueryProcessor.class).stream().map(Provider::get)
                .filter(IrodsQuery.class::isInstance).map(IrodsQuery.class::cast)
                .filter(query -> query.op().equals(op)).findFirst().orElseThrow().answer(TestRow.of(0, question),
                        new IrodsQuery.Means(session, limits, manifests, name -> noted(name, written, closed)));
        assertThat(closed).containsExactlyElementsOf(written.keySet());
        Map<String, String> texts = new HashMap<>();
        written.forEach((name, text) -> texts.put(name, text.toString()));
        return new Answered(result, texts);
    }

    Answered ask(String op, Map<String, ?> question) throws Exception {
        return ask(op, new Manifests(List.of()), Limits.NONE, question);
    }

    private static Writer noted(String name, Map<String, StringWriter> written, List<String> closed) {
        StringWriter file = new StringWriter() {
            @Override
            public void close() {
                closed.add(name);
            }
        };
        assertThat(written.put(name, file)).isNull();
        return file;
    }

    /** Registers data objects whose file is the same. */
    void register(String collection, List<String> names) throws Exception {
        Path file = files.resolve("content");
        Files.writeString(file, CONTENT);
        assertThat(session.register(names.stream().map(name -> new Registration(collection + '/' + name,
                Optional.of("demoResc"), RawPath.of(file), CONTENT.length(), 1)).toList())).allMatch(Reply::isOk);
    }

    /** Asks the catalog in the other query language, which the operations do not use. */
    List<List<String>> catalog(String columns, String condition) throws Exception {
        return session.query("select " + columns + " where " + condition + " limit 1000000").stream().distinct()
                .toList();
    }
}
