package io.irodsingest.orchestrator;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: it keeps the cookie of the session, and sends the forms of pages as they stand there. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src|action|sse-connect)=\"([^\"]*)\"");
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private Optional<String> cookie = Optional.empty();

    Browser(URI base) {
        this.base = base;
    }

    /** Another one that goes on with the same cookie, perhaps at another orchestrator. */
    Browser at(URI other) {
        Browser same = new Browser(other);
        same.cookie = cookie;
        return same;
    }

    HttpResponse<String> signIn(String token) throws Exception {
        return post("/login", Map.of("token", token));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    /** A page that is there. */
    String page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + ' ' + answer.body());
        }
        return answer.body();
    }

    /** Sends a form with the secret of a page, as a press of its button does. */
    HttpResponse<String> press(String page, String action) throws Exception {
        return post(action, Map.of("csrf", csrf(page(page))));
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return submit(path, body);
    }

    /** @param body fields of a form, encoded */
    HttpResponse<String> submit(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
    }

    /** Sends a form with a file. @param fields those before the file */
    HttpResponse<String> upload(String path, Map<String, String> fields, String field, String fileName, String content)
            throws Exception {
        String boundary = "between-the-fields";
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name).append("\"\r\n\r\n").append(value).append("\r\n"));
        body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(field)
                .append("\"; filename=\"").append(fileName)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .append(content).append("\r\n--").append(boundary).append("--\r\n");
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        cookie.ifPresent(known -> request.header("Cookie", known));
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = Optional.of(set.replaceFirst(";.*", "")));
        return answer;
    }

    static String csrf(String page) {
        Matcher field = CSRF.matcher(page);
        if (!field.find()) {
            throw new AssertionError("no form of a session in " + page);
        }
        return field.group(1);
    }

    /** What a page names: other pages, scripts, styles, forms and streams. */
    static List<String> addresses(String page) {
        return all(ADDRESS, page);
    }

    /** Where its buttons lead. */
    static List<String> buttons(String page) {
        return all(FORM, page).stream().filter(action -> !action.equals("/logout")).toList();
    }

    private static List<String> all(Pattern pattern, String page) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1).replace("&amp;", "&"));
        }
        return found.stream().distinct().toList();
    }
}
