// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.sluis.extensions.dataplane.Problem.ProblemException;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The one answer to one request. */
record Answer(Request request, Response response, Callback callback) {
    private static final Logger LOG = System.getLogger(Answer.class.getName());

    void nothing() {
        response.setStatus(204);
        plain();
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    void problem(Problem problem) {
        var body = problem.toJson();
        response.setStatus(problem.status());
        plain();
        problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Answers what a failure means to the consumer. */
    void failure(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            problem(expected.problem());
        } else if (failure instanceof SourceException expected) {
            problem(Problem.source(expected));
        } else if (failure instanceof RecordUnavailableException) {
            LOG.log(Level.ERROR, "nothing is released: a decision could not be recorded", failure);
            problem(Problem.unrecorded());
        } else {
            fault(failure);
        }
    }

    /** A fault of ours: told without its details, which go to the log. */
    private void fault(Throwable fault) {
        LOG.log(Level.ERROR, "a request for data failed", fault);
        problem(Problem.of(500, "internal", "Internal error", "the provider's data plane failed; its log says why"));
    }

    /** Sets the status and headers of a body that follows. */
    void head(Body body, String agreement, UUID use) {
        response.setStatus(body.span().isPresent() ? 206 : 200);
        plain();
        var headers = response.getHeaders();
        body.span().ifPresent(span -> headers.put(HttpHeader.CONTENT_RANGE, span.contentRange()));
        if (body.length().isPresent()) {
            headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        }
        body.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, body.contentType());
        headers.put("Sluis-Agreement", agreement);
        headers.put("Sluis-Use", use.toString());
        body.length().ifPresent(length -> headers.put(HttpHeader.CONTENT_LENGTH, length));
    }

    private void plain() {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
    }
}
