// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.edc.protocol.dsp.http.spi.message.DspRequestHandler;
import org.eclipse.edc.protocol.dsp.http.spi.message.GetDspRequest;
import org.eclipse.edc.protocol.dsp.http.spi.message.PostDspRequest;
import org.eclipse.edc.protocol.dsp.http.spi.message.ResponseDecorator;
import org.eclipse.edc.spi.types.domain.message.ErrorMessage;
import org.eclipse.edc.spi.types.domain.message.RemoteMessage;
import org.sluis.policies.usage.MessageUnderway;

/** EDC's answers to messages, each refusal recorded before it is sent. All messages pass here, whatever refuses them. */
final class RecordedAnswers implements DspRequestHandler {

    private static final int LOWEST_REFUSAL = 400;
    private static final int UNAUTHORIZED = Response.Status.UNAUTHORIZED.getStatusCode();
    private static final int UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();

    private final DspRequestHandler edc;
    private final RefusedMessages refused;

    RecordedAnswers(DspRequestHandler edc, RefusedMessages refused) {
        this.edc = edc;
        this.refused = refused;
    }

    @Override
    public <I extends RemoteMessage, R, E extends ErrorMessage> Response getResource(GetDspRequest<I, R, E> request) {
        return answer(AskedMessage.of(request), () -> edc.getResource(request));
    }

    @Override
    public <I extends RemoteMessage, R, E extends ErrorMessage> Response createResource(
            PostDspRequest<I, R, E> request, ResponseDecorator<I, R> decorator) {
        return answer(AskedMessage.of(request), () -> edc.createResource(request, decorator));
    }

    @Override
    public <I extends RemoteMessage, R, E extends ErrorMessage> Response updateResource(
            PostDspRequest<I, R, E> request) {
        return answer(AskedMessage.of(request), () -> edc.updateResource(request));
    }

    private Response answer(AskedMessage asked, Supplier<Response> edcs) {
        try {
            var response = edcs.get();
            if (response.getStatus() >= LOWEST_REFUSAL) {
                refused.record(asked, code(response.getStatus()), reasons(response.getEntity()));
            }
            return notNow(response);
        } catch (RuntimeException | Error e) {
            // Its text may tell of our insides; the peer reads the record.
            refused.record(asked, "failed", e.getClass().getSimpleName());
            throw e;
        }
    }

    /** A sender ends its process at a 401, and tries again after a 503: that we could not check its message is not its fault. */
    private static Response notNow(Response response) {
        var uncheckable =
                MessageUnderway.current().map(MessageUnderway::isUncheckable).orElse(false);
        return uncheckable && response.getStatus() == UNAUTHORIZED
                ? Response.fromResponse(response)
                        .status(UNAVAILABLE)
                        .header("Retry-After", "1")
                        .build()
                : response;
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "sender-unverified";
            case 404 -> "not-found";
            case 409 -> "wrong-state";
            default -> status < 500 ? "message-invalid" : "failed";
        };
    }

    /** What the answer says to the sender. */
    private static String reasons(Object error) {
        return error instanceof JsonObject message ? reasons(message) : "";
    }

    private static String reasons(JsonObject error) {
        for (var name : error.keySet()) {
            if (name.endsWith("reason") && error.get(name) instanceof JsonArray reasons) {
                return reasons.stream().map(RecordedAnswers::text).collect(Collectors.joining("; "));
            }
        }
        return "";
    }

    private static String text(JsonValue reason) {
        if (reason instanceof JsonObject value && value.get("@value") != null) {
            return text(value.get("@value"));
        }
        return reason instanceof JsonString string ? string.getString() : reason.toString();
    }
}
