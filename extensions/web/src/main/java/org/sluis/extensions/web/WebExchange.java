// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sluis.extensions.web.ReceivedBody.TooLargeException;
import org.sluis.extensions.web.StrictJson.InvalidJsonException;

/** One request to a resource and its answer, given exactly once. */
record WebExchange(Request request, Response response, Callback callback, String path) {

    private static final System.Logger LOG = System.getLogger(WebExchange.class.getName());
    private static final String BEARER = "Bearer ";

    /** Answers a body that need not be received to be refused. */
    boolean refusesBody(WebLimits limits, boolean takesText) {
        var headers = request.getHeaders();
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            notReused();
            problem(415, "Unsupported encoding", "send the body without Content-Encoding");
        } else if (request.getLength() > limits.body()) {
            tooLarge();
        } else if (request.getLength() != 0 && !isWanted(mediaType(headers.get(HttpHeader.CONTENT_TYPE)), takesText)) {
            notReused();
            problem(415, "Unsupported media type", takesText ? "send text/plain" : "send application/json");
        } else {
            return false;
        }
        return true;
    }

    /** The body stays unread, so the next request cannot come on this connection. */
    private void notReused() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isWanted(String type, boolean takesText) {
        if (takesText) {
            return type.equals("text/plain");
        }
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    void notReceived(Throwable failure) {
        if (failure instanceof TimeoutException) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            problem(408, "Too slow", "the body did not arrive in time");
        } else if (failure instanceof TooLargeException) {
            tooLarge();
        } else {
            problem(400, "Bad request", "the body did not arrive whole");
        }
    }

    private void tooLarge() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        problem(413, "Too large", "the body is larger than is read here");
    }

    void busy() {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        problem(503, "Too many requests at once", "try again in a second");
    }

    void answer(WebResource resource, byte[] body) {
        try {
            write(resource.answer(read(body, resource.takesText())));
        } catch (WebRefusal refusal) {
            problem(refusal.status(), refusal.title(), refusal.getMessage());
        } catch (RuntimeException | Error e) {
            // the peer learns nothing of it
            LOG.log(Level.WARNING, "a request to " + path + " could not be answered", e);
            problem(
                    500,
                    "Internal error",
                    "the request could not be answered; the reason is in the log of this connector");
        }
    }

    private WebRequest read(byte[] body, boolean takesText) throws WebRefusal {
        var method = request.getMethod();
        return new WebRequest(
                "HEAD".equals(method) ? "GET" : method,
                path,
                query(),
                bearer(),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)),
                takesText ? Optional.empty() : json(body),
                takesText ? text(body) : Optional.empty());
    }

    private static Optional<String> text(byte[] body) throws WebRefusal {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new WebRefusal(400, "Bad request", "the body is not UTF-8");
        }
    }

    private Map<String, String> query() throws WebRefusal {
        try {
            var query = new LinkedHashMap<String, String>();
            Request.extractQueryParameters(request).forEach(field -> query.put(field.getName(), field.getValue()));
            return Map.copyOf(query);
        } catch (RuntimeException e) {
            throw new WebRefusal(400, "Bad request", "the query is not encoded correctly");
        }
    }

    private Optional<String> bearer() throws WebRefusal {
        var given = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION.asString());
        if (given.size() > 1) {
            throw new WebRefusal(400, "Bad request", "Authorization is given more than once");
        }
        return given.stream()
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .findFirst();
    }

    private static Optional<JsonNode> json(byte[] body) throws WebRefusal {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(StrictJson.object(body));
        } catch (InvalidJsonException e) {
            throw new WebRefusal(400, "Bad request", "the body is " + e.getMessage());
        }
    }

    void problem(int status, String title, String detail) {
        if (status == 405) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
        } else if (status == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        var problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        write(WebAnswer.text(status, "application/problem+json", problem.toString()));
    }

    private void write(WebAnswer answer) {
        var body = answer.content();
        var headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", "default-src 'none'");
        headers.put("Cache-Control", "no-store");
        answer.headers().forEach(headers::put);
        if (!answer.contentType().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        if (answer.status() != 204 && answer.status() != 304) {
            headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        }
        response.setStatus(answer.status());
        response.write(true, "HEAD".equals(request.getMethod()) ? null : body, callback);
    }
}
