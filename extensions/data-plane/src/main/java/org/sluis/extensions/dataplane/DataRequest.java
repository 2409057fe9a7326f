// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.sluis.extensions.dataplane.Problem.ProblemException;

/**
 * A consumer's request in the form this data plane accepts; nothing in it is verified.
 *
 * @param transfer last segment of the path
 * @param token value of Authorization without its scheme
 * @param purpose the stated purpose
 * @param range the part of the body that is asked for
 * @param ifRange the version that the part must be of; of another one the whole is asked for
 */
record DataRequest(
        String transfer,
        Optional<String> token,
        Optional<String> purpose,
        OptionalLong after,
        Duration patience,
        Optional<ByteRange> range,
        Optional<String> ifRange,
        String remote) {

    /** Everything below it is this data plane's. */
    static final String PATH = "/data/";

    private static final Pattern TRANSFER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_PURPOSE = 2048;
    private static final int LONGEST_WAIT = 30;

    static DataRequest read(Request request) throws ProblemException {
        if (!"GET".equals(request.getMethod())) {
            throw new ProblemException(methodNotAllowed());
        }
        var headers = request.getHeaders();
        if (headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0) {
            throw bad("a request for data has no body");
        }
        var query = query(request);
        var after = one(query, "after");
        var wait = one(query, "wait");
        if (after.isPresent() && !SEQUENCE.matcher(after.get()).matches()) {
            throw bad("'after' is not a sequence number");
        }
        if (wait.isPresent() && after.isEmpty()) {
            throw bad("'wait' needs 'after'");
        }
        return new DataRequest(
                transfer(request),
                token(request),
                purpose(request, query),
                after.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty()),
                Duration.ofSeconds(seconds(wait)),
                ByteRange.read(headers.getValuesList(HttpHeader.RANGE)),
                Optional.ofNullable(headers.get(HttpHeader.IF_RANGE)),
                Request.getRemoteAddr(request));
    }

    /** What of a body is asked for. */
    Body part(Body body) throws ProblemException {
        if (range.isEmpty() || body.span().isPresent() || body.length().isEmpty() || isOfAnotherVersion(body)) {
            return body;
        }
        var total = body.length().getAsLong();
        return body.cut(range.get().of(total).orElseThrow(() -> new ProblemException(notSatisfiable(total))));
    }

    private boolean isOfAnotherVersion(Body body) {
        return ifRange.filter(version -> !version.equals(body.headers().get("ETag")))
                .isPresent();
    }

    private static Problem notSatisfiable(long total) {
        return new Problem(
                416,
                "range-not-satisfiable",
                "No such range",
                "the data has " + total + " bytes; ask for a part of these",
                List.of(),
                Map.of("Content-Range", "bytes */" + total));
    }

    private static Problem methodNotAllowed() {
        return new Problem(
                405,
                "method-not-allowed",
                "Method not allowed",
                "data is fetched with GET",
                List.of(),
                Map.of("Allow", "GET"));
    }

    private static String transfer(Request request) throws ProblemException {
        var transfer = Request.getPathInContext(request).substring(PATH.length());
        if (!TRANSFER.matcher(transfer).matches()) {
            throw new ProblemException(Problem.of(404, "not-found", "Not found", "no data has this address"));
        }
        return transfer;
    }

    private static Fields query(Request request) throws ProblemException {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw bad("the query is not valid");
        }
    }

    private static Optional<String> token(Request request) throws ProblemException {
        var values = request.getHeaders().getFields(HttpHeader.AUTHORIZATION);
        if (values.size() > 1) {
            throw bad("Authorization occurs more than once");
        }
        return values.stream()
                .map(HttpField::getValue)
                .filter(value -> value != null && !value.isBlank())
                .map(value -> value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value)
                .map(String::strip)
                .findFirst();
    }

    private static Optional<String> purpose(Request request, Fields query) throws ProblemException {
        var stated = request.getHeaders().getValuesList("Sluis-Purpose");
        var inHeader = Optional.ofNullable(request.getHeaders().get("Sluis-Purpose"))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        var inQuery = one(query, "purpose").filter(value -> !value.isEmpty());
        if (stated.size() > 1 || (inHeader.isPresent() && inQuery.isPresent() && !inHeader.equals(inQuery))) {
            throw bad("more than one purpose is stated; a request has one");
        }
        var purpose = inHeader.or(() -> inQuery);
        if (purpose.isPresent() && purpose.get().length() > LONGEST_PURPOSE) {
            throw bad("the stated purpose is longer than " + LONGEST_PURPOSE + " characters");
        }
        return purpose;
    }

    private static int seconds(Optional<String> wait) throws ProblemException {
        if (wait.isEmpty()) {
            return 0;
        }
        if (!wait.get().matches("[0-9]{1,2}") || Integer.parseInt(wait.get()) > LONGEST_WAIT) {
            throw bad("'wait' is not a number of seconds from 0 to " + LONGEST_WAIT);
        }
        return Integer.parseInt(wait.get());
    }

    private static Optional<String> one(Fields query, String name) throws ProblemException {
        var values = query.getValuesOrEmpty(name);
        if (values.size() > 1) {
            throw bad("'" + name + "' occurs more than once");
        }
        return values.stream().findFirst();
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail));
    }
}
