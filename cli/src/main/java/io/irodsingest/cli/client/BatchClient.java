package io.irodsingest.cli.client;

import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.FileList;
import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.adminapi.batch.QueryList;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.adminapi.batch.QueryView;
import io.irodsingest.adminapi.batch.RowView;
import io.irodsingest.cli.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The batches and slow queries of an orchestrator. Thread-safe. */
public final class BatchClient {
    private static final String BATCHES = "batches";
    private static final String QUERIES = "queries";

    private final AdminClient client;
    private final Exchange exchange;
    private final Answers answers;

    BatchClient(AdminClient client, Exchange exchange, Answers answers) {
        this.client = client;
        this.exchange = exchange;
        this.answers = answers;
    }

    /** Who speaks to the orchestrator. */
    public AdminClient client() {
        return client;
    }

    /** The parameters of an address. A name may have several values. */
    public record Parameters(Map<String, List<String>> values) {
        public static final Parameters NONE = new Parameters(Map.of());

        String text() {
            return values.entrySet().stream()
                    .flatMap(one -> one.getValue().stream()
                            .map(value -> one.getKey() + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("&", values.isEmpty() ? "" : "?", ""));
        }
    }

    /** Takes what comes, which may be long. */
    @FunctionalInterface
    public interface Taker {
        void take(InputStream in) throws IOException;
    }

    /** Makes a batch. */
    public BatchView submit(Parameters wish, Upload rows) throws AwayException {
        return send(BATCHES + wish.text(), rows);
    }

    /** Adds rows to a batch that is held. */
    public BatchView append(String nameOrId, Upload rows) throws AwayException {
        return send(batch(nameOrId, "/rows"), rows);
    }

    private BatchView send(String path, Upload rows) throws AwayException {
        HttpRequest request = exchange.unlimited(path, rows.type())
                .header("Idempotency-Key", UUID.randomUUID().toString()).POST(rows.publisher()).build();
        return client.wish(request, rows.again() ? AdminClient.MOST_REPETITIONS : 0, BatchView.class);
    }

    public BatchView batch(String nameOrId) throws AwayException {
        return client.get(batch(nameOrId, ""), BatchView.class);
    }

    /** @param order release, abort, pause, resume or retry */
    public BatchView order(String nameOrId, String order) throws AwayException {
        return client.post(batch(nameOrId, '/' + order), Optional.empty(), BatchView.class);
    }

    /** A page of batches, the newest first. */
    public BatchList batches(Parameters wanted) throws AwayException {
        return client.get(BATCHES + wanted.text(), BatchList.class);
    }

    /** Tells rows and their results, as they come. */
    public void results(String nameOrId, Parameters wanted, Taker taker) throws AwayException {
        download(batch(nameOrId, "/results") + wanted.text(), taker);
    }

    /** Some rows that failed, from the first. */
    public List<RowView> failed(String nameOrId, int most) throws AwayException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        results(nameOrId, new Parameters(
                Map.of("outcome", List.of("failed"), "limit", List.of(String.valueOf(most)), "format",
                        List.of("jsonl"))),
                in -> in.transferTo(rows));
        List<RowView> failed = new ArrayList<>();
        for (String line : rows.toString(StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                try {
                    failed.add(client.read(line, RowView.class));
                } catch (IOException unexpected) {
                    throw CommandException.failure("the orchestrator tells results in another form: "
                            + unexpected.getMessage().lines().findFirst().orElse(""));
                }
            }
        }
        return failed;
    }

    public FileList files(String nameOrId) throws AwayException {
        return client.get(batch(nameOrId, "/files"), FileList.class);
    }

    /** Tells an output file, as it comes. */
    public void file(String nameOrId, String file, Taker taker) throws AwayException {
        download(batch(nameOrId, "/files/") + AdminClient.segment("file", file), taker);
    }

    public ProcessorList processors() throws AwayException {
        return client.get("processors", ProcessorList.class);
    }

    /** Asks a slow query. */
    public QueryView ask(QueryRequest request) throws AwayException {
        return client.wish(QUERIES, request, UUID.randomUUID().toString(), QueryView.class);
    }

    /** @param wait seconds to wait for its end at most */
    public QueryView query(String nameOrId, int wait) throws AwayException {
        return client.get(query(nameOrId, "?wait=" + wait), QueryView.class);
    }

    public QueryView abortQuery(String nameOrId) throws AwayException {
        return client.post(query(nameOrId, "/abort"), Optional.empty(), QueryView.class);
    }

    /** A page of slow queries, the newest first. */
    public QueryList queries(Parameters wanted) throws AwayException {
        return client.get(QUERIES + wanted.text(), QueryList.class);
    }

    public FileList filesOfQuery(String nameOrId) throws AwayException {
        return client.get(query(nameOrId, "/files"), FileList.class);
    }

    /** Tells an output file of a slow query, as it comes. */
    public void fileOfQuery(String nameOrId, String file, Taker taker) throws AwayException {
        download(query(nameOrId, "/files/") + AdminClient.segment("file", file), taker);
    }

    private void download(String path, Taker taker) throws AwayException {
        HttpResponse<InputStream> response = exchange.send(exchange.unlimited(path, "application/json").GET().build(),
                BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                throw answers.refused(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            taker.take(body);
        } catch (IOException broken) {
            throw CommandException.failure("the orchestrator at " + exchange.address()
                    + " broke off in the middle, or what came could not be written: " + broken.getMessage()
                    + "; what was written is not the whole");
        }
    }

    private static String batch(String nameOrId, String rest) {
        return BATCHES + '/' + AdminClient.segment("batch", nameOrId) + rest;
    }

    private static String query(String nameOrId, String rest) {
        return QUERIES + '/' + AdminClient.segment("query", nameOrId) + rest;
    }
}
