// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.sluis.policies.decision.Reason;

/**
 * An answer that is not data (RFC 9457).
 *
 * @param code last part of the problem's type
 * @param detail what is wrong and what to do; no secrets
 * @param reasons why a policy or agreement denied; empty otherwise
 * @param headers further response headers
 */
record Problem(
        int status, String code, String title, String detail, List<Reason> reasons, Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, List.of(), Map.of());
    }

    static Problem badRequest(String detail) {
        return of(400, "bad-request", "Bad request", detail);
    }

    static Problem unauthorized(String code, String detail) {
        return new Problem(
                401, code, "No access with this token", detail, List.of(), Map.of("WWW-Authenticate", "Bearer"));
    }

    static Problem denied(List<Reason> reasons) {
        return new Problem(
                403, "denied", "Denied", "the agreement does not allow this now; see reasons", reasons, Map.of());
    }

    static Problem stopped(String detail, Reason reason) {
        return new Problem(403, "stopped", "Transfer stopped", detail, List.of(reason), Map.of());
    }

    static Problem source(SourceException failure) {
        return of(failure.status(), "source", "No data from the source", failure.getMessage());
    }

    static Problem busy(int status, String detail) {
        return new Problem(status, "busy", "Too many requests at once", detail, List.of(), Map.of("Retry-After", "1"));
    }

    static Problem unrecorded() {
        return new Problem(
                503,
                "record-unavailable",
                "Decision cannot be recorded",
                "the provider cannot record decisions now, so nothing is released; try later",
                List.of(),
                Map.of("Retry-After", "5"));
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(
                    new Json("https://w3id.org/sluis/problem/" + code, title, status, detail, reasons));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem could not be written as JSON", e);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Json(String type, String title, int status, String detail, List<Reason> reasons) {}

    /** Ends a request with a problem. */
    static final class ProblemException extends Exception {
        private final transient Problem problem;

        ProblemException(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
