package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers to what is refused before it reaches a route, like a path that is no path: as problems, not as Jetty's pages. */
final class JettyErrors extends ErrorHandler {
    private final JsonMapper json;

    JettyErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void generateResponse(Request request, Response response, int code, String message, Throwable cause,
            Callback callback) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(json.writeValueAsString(Problems.ofStatus(code))
                .getBytes(StandardCharsets.UTF_8)), callback);
    }
}
