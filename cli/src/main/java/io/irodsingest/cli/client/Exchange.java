package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Brings requests to an orchestrator, and its answers back, whatever they say. Thread-safe. */
final class Exchange {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** The orchestrator answers within 3 s, also when servers that it needs are away. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final String address;
    private final Supplier<Optional<String>> token;
    private final HttpClient http;

    /** @see AdminClient#AdminClient(URI, Supplier, Optional) */
    Exchange(URI orchestrator, Supplier<Optional<String>> token, Optional<SSLContext> tls) {
        String text = orchestrator.toString();
        this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.token = token;
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT);
        tls.ifPresent(client::sslContext);
        this.http = client.build();
    }

    /** Where the orchestrator is, without a slash at the end. */
    String address() {
        return address;
    }

    /** A request that waits for its method. @param path below the version of the API, encoded */
    HttpRequest.Builder request(String path) {
        return unlimited(path, "application/json").timeout(ANSWER_LIMIT);
    }

    /** The same for what may take any time. @param type media type of what it carries */
    HttpRequest.Builder unlimited(String path, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                .header("Content-Type", type);
        token.get().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @throws AwayException nobody answers
     * @throws CommandException waiting does not help
     */
    HttpResponse<String> send(HttpRequest request) throws AwayException {
        return send(request, BodyHandlers.ofString());
    }

    /** The same with another way to take the answer. */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> taking) throws AwayException {
        long begin = System.nanoTime();
        try {
            HttpResponse<T> response = http.send(request, taking);
            ClientLog.LOG.fine(() -> request.method() + ' ' + request.uri() + ": " + response.statusCode() + " after "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            return response;
        } catch (ConnectException refused) {
            throw away("cannot be reached", false);
        } catch (HttpTimeoutException slow) {
            throw away("does not answer within " + ANSWER_LIMIT.toSeconds() + " s", true);
        } catch (SSLException untrusted) {
            throw CommandException.failure("there is no TLS with the orchestrator at " + address + ": "
                    + reason(untrusted));
        } catch (IOException broken) {
            throw away("broke off: " + broken.getMessage(), true);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        }
    }

    private static String reason(SSLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause.getCause() instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return "its certificate is of no authority that is trusted here; name the file of that authority with"
                        + " --ca-file or IRODS_INGEST_CA_FILE";
            }
        }
        return String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
    }

    private AwayException away(String how, boolean perhapsDone) {
        ClientLog.LOG.warning(() -> "the orchestrator at " + address + ' ' + how);
        return new AwayException("the orchestrator at " + address + ' ' + how
                + "; start it, or name another one with --url or IRODS_INGEST_URL", perhapsDone);
    }
}
