// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.protocol.dsp.http.spi.message.GetDspRequest;
import org.eclipse.edc.protocol.dsp.http.spi.message.PostDspRequest;
import org.sluis.policies.decision.Moment;

/**
 * What a message of DSP asks for, as a record may say it.
 *
 * @param subject type of the message and the ids in it
 * @param agreement id of the agreement that it names
 * @param dataset id of the dataset that it names
 */
record AskedMessage(Moment moment, String subject, Optional<String> agreement, Optional<String> dataset) {

    private static final int LONGEST = 255;
    private static final List<String> IDS = List.of("consumerPid", "providerPid", "agreementId");

    static AskedMessage of(GetDspRequest<?, ?, ?> request) {
        var moment = moment(request.getInputClass());
        var id = Optional.ofNullable(request.getId()).map(asked -> Excerpt.of(asked, LONGEST));
        return new AskedMessage(
                moment,
                request.getInputClass().getSimpleName()
                        + id.map(known -> " " + known).orElse(""),
                Optional.empty(),
                id.filter(known -> moment == Moment.CATALOG));
    }

    static AskedMessage of(PostDspRequest<?, ?, ?> request) {
        var message = Optional.ofNullable(request.getMessage());
        var subject = new StringBuilder(request.getInputClass().getSimpleName());
        if (request.getProcessId() != null) {
            subject.append(" to ").append(Excerpt.of(request.getProcessId(), LONGEST));
        }
        for (var name : IDS) {
            message.flatMap(body -> id(body, name))
                    .ifPresent(
                            id -> subject.append(' ').append(name).append(' ').append(id));
        }
        var offer = message.flatMap(body -> first(body, "offer"))
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .flatMap(body -> text(body.get("@id")));
        offer.ifPresent(id -> subject.append(" offer ").append(id));
        return new AskedMessage(
                moment(request.getInputClass()),
                subject.toString(),
                message.flatMap(body -> id(body, "agreementId")),
                Optional.empty());
    }

    private static Moment moment(Class<?> message) {
        var name = message.getSimpleName();
        if (name.startsWith("Transfer")) {
            return Moment.TRANSFER;
        }
        return name.startsWith("Contract") ? Moment.NEGOTIATION : Moment.CATALOG;
    }

    /** In expanded JSON-LD a value is an object in an array. */
    private static Optional<String> id(JsonObject message, String name) {
        return first(message, name)
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .flatMap(value -> text(value.get("@id")).or(() -> text(value.get("@value"))));
    }

    private static Optional<JsonValue> first(JsonObject message, String name) {
        return message.get(MessageNames.DSP + name) instanceof JsonArray values && !values.isEmpty()
                ? Optional.of(values.get(0))
                : Optional.empty();
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString string
                ? Optional.of(Excerpt.of(string.getString(), LONGEST))
                : Optional.empty();
    }
}
