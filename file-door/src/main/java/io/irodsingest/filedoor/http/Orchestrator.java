package io.irodsingest.filedoor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.common.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The part of an orchestrator's admin endpoint that doors speak to. Thread-safe. */
public final class Orchestrator implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    /** Rows that are sent may take as long as they would at so many bytes a second, besides the usual time. */
    private static final long SLOWEST = 256 << 10;
    private static final String ROWS = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final JsonMapper json = AdminJson.lenient();
    private final String address;
    private final Optional<Secret> token;
    private final Duration answerLimit;
    private final HttpClient http;
    /** Whether rows wait for word that they are wanted. Proxies that do not know of that never give it. */
    private volatile boolean asksBeforeRows = true;

    /**
     * @param token which it wants to see; empty when it wants none
     * @param tls what an orchestrator at https is spoken to with
     */
    public Orchestrator(URI address, Optional<Secret> token, SSLContext tls) {
        this(address, token, tls, ANSWER_LIMIT);
    }

    /** @param answerLimit how long an answer may take, besides the time for rows */
    Orchestrator(URI address, Optional<Secret> token, SSLContext tls, Duration answerLimit) {
        this.answerLimit = answerLimit;
        this.address = address.toString().replaceFirst("/$", "");
        this.token = token;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT)
                .sslContext(tls).build();
    }

    /** What is known of a batch; empty when there is none, or it is forgotten. */
    public Optional<BatchView> batch(String id) throws AwayException, InterruptedException {
        HttpResponse<byte[]> response = send(request("batches/" + id).GET(), BodyHandlers.ofByteArray());
        return response.statusCode() == 404 && isProblem(response)
                ? Optional.empty()
                : Optional.of(content(response, BatchView.class));
    }

    /**
     * Makes sure that some worker that lives has processors.
     *
     * @throws AwayException also when none does: then what a batch needs is perhaps only not there yet
     */
    public void requireProcessors() throws AwayException, InterruptedException {
        HttpResponse<byte[]> response = send(request("processors").GET(), BodyHandlers.ofByteArray());
        if (content(response, ProcessorList.class).processors().isEmpty()) {
            throw AwayException.answered("no worker that lives has processors of batches; start a worker-batch");
        }
    }

    /**
     * Makes a batch, or finds the one that the same request made before.
     *
     * @param parameters of the request, among them the id, by which it is known when it is sent again
     * @param rows a file of JSON lines
     * @throws RefusedException when it can never be made as it is
     * @throws IOException when the rows cannot be read
     */
    public void submit(Map<String, String> parameters, Path rows)
            throws AwayException, RefusedException, IOException, InterruptedException {
        HttpRequest.Builder request = request("batches?" + encoded(parameters)).header("Content-Type", ROWS)
                .timeout(answerLimit.plusSeconds(Files.size(rows) / SLOWEST))
                // a refusal comes before the rows are sent, and not into the middle of them
                .expectContinue(asksBeforeRows).POST(BodyPublishers.ofFile(rows));
        HttpResponse<byte[]> response;
        try {
            response = send(request, BodyHandlers.ofByteArray());
        } catch (AwayException silent) {
            // the next time the other way, for whatever is between may know that one only
            asksBeforeRows = !asksBeforeRows;
            throw silent;
        }
        if (isProblem(response)) {
            switch (response.statusCode()) {
                case 400, 404, 413, 415, 422 -> throw new RefusedException(parsed(response, Problem.class).detail());
                // this content has become a batch before, when the door's configuration said other things of it
                case 409 -> {
                    return;
                }
                default -> throw notNow(response);
            }
        }
        content(response, BatchView.class);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + '=' + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * Brings the results of a batch, as CSV.
     *
     * @param file that is written; there is nothing of it when this throws
     * @return whether the batch is still remembered
     * @throws IOException when the file cannot be written
     */
    public boolean results(String id, Path file) throws AwayException, IOException, InterruptedException {
        HttpResponse<InputStream> response = send(request("batches/" + id + "/results?format=csv")
                .header("Accept", CSV).GET(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 404 && isProblem(response)) {
                return false;
            }
            if (response.statusCode() != 200) {
                throw notNow(response, read(body));
            }
            Files.copy(new FromOrchestrator(body), file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (FromOrchestrator.BrokenOffException broken) {
            Files.deleteIfExists(file);
            throw AwayException.silent("the orchestrator at " + address + " broke off: " + broken.getMessage());
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                .timeout(answerLimit);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws AwayException, InterruptedException {
        try {
            return http.send(request.build(), body);
        } catch (HttpTimeoutException slow) {
            throw AwayException.silent("the orchestrator at " + address + " does not answer in time");
        } catch (IOException broken) {
            throw AwayException.silent("the orchestrator at " + address + " cannot be reached: "
                    + (broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage()));
        }
    }

    private <T> T content(HttpResponse<byte[]> response, Class<T> type) throws AwayException {
        if (response.statusCode() / 100 != 2) {
            throw notNow(response);
        }
        return parsed(response, type);
    }

    private AwayException notNow(HttpResponse<byte[]> response) {
        return notNow(response, response.body());
    }

    private AwayException notNow(HttpResponse<?> response, byte[] body) {
        if (isProblem(response)) {
            try {
                return AwayException.answered("the orchestrator at " + address + " does not take it now (HTTP "
                        + response.statusCode() + "): " + json.readValue(body, Problem.class).detail()
                        + (response.statusCode() == 401
                                ? "; set IRODS_INGEST_TOKEN or IRODS_INGEST_TOKEN_FILE"
                                : ""));
            } catch (IOException malformed) {
                return noOrchestrator(response);
            }
        }
        return noOrchestrator(response);
    }

    private AwayException noOrchestrator(HttpResponse<?> response) {
        return AwayException
                .answered("what answers at " + address + " is no irods-ingest orchestrator with batches (HTTP "
                        + response.statusCode() + "); check IRODS_INGEST_URL");
    }

    private <T> T parsed(HttpResponse<byte[]> response, Class<T> type) throws AwayException {
        try {
            T content = json.readValue(response.body(), type);
            if (content != null) {
                return content;
            }
        } catch (JsonProcessingException malformed) {
            throw noOrchestrator(response);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw noOrchestrator(response);
    }

    private static byte[] read(InputStream body) throws FromOrchestrator.BrokenOffException {
        try {
            return body.readNBytes(1 << 16);
        } catch (IOException broken) {
            throw new FromOrchestrator.BrokenOffException(broken);
        }
    }

    private static boolean isProblem(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
