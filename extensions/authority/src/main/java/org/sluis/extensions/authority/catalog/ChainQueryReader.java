// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.authority.catalog.ChainQuery.Place;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;
import org.sluis.extensions.identity.did.Did;

/** Reads what a catalog request asks for: its filter in the form that EDC gives it, and where the page before ended. */
final class ChainQueryReader {

    /** Query parameter that names where the page before ended. */
    static final String CONTINUATION = "continuationToken";

    /** What can be filtered by. */
    static final String TEXT = Terms.SLUIS + "text";

    static final String PRODUCT = Terms.EDC + "product";
    static final String PARTICIPANT = Terms.DSPACE + "participantId";

    private static final int PAGE = 50;
    private static final int LONGEST = 500;
    private static final int MOST_CRITERIA = 10;

    private List<String> words = List.of();
    private Optional<String> product = Optional.empty();
    private Optional<Did> member = Optional.empty();

    private ChainQueryReader() {}

    /**
     * Reads an expanded CatalogRequestMessage.
     *
     * @throws IllegalArgumentException if something is asked that this catalog does not know; the message is for people
     */
    static ChainQuery read(JsonNode message, Optional<String> continuation) {
        if (!message.path("@type").path(0).asText().equals(Terms.DSPACE + "CatalogRequestMessage")) {
            throw new IllegalArgumentException("it is no CatalogRequestMessage");
        }
        var reader = new ChainQueryReader();
        var filter = message.path(Terms.DSPACE + "filter").path(0);
        var criteria = filter.path(Terms.EDC + "filterExpression");
        if (criteria.size() > MOST_CRITERIA) {
            throw new IllegalArgumentException("it has more than " + MOST_CRITERIA + " criteria");
        }
        criteria.forEach(reader::criterion);
        if (continuation.isPresent()) {
            return reader.after(continuation.get());
        }
        return reader.query(Optional.empty(), number(filter, "offset", 0), number(filter, "limit", PAGE));
    }

    private ChainQuery query(Optional<Place> after, int offset, int limit) {
        return new ChainQuery(words, product, member, after, offset, limit);
    }

    private static int number(JsonNode filter, String key, int otherwise) {
        var value = filter.path(Terms.EDC + key).path(0).path("@value");
        return value.canConvertToInt() ? value.asInt() : otherwise;
    }

    private void criterion(JsonNode criterion) {
        var left = text(criterion, "operandLeft");
        var operator = text(criterion, "operator");
        var right = text(criterion, "operandRight");
        if (right.isEmpty() || right.length() > LONGEST || !operator.equals("=")) {
            throw new IllegalArgumentException("a criterion has the operator = and 1 to " + LONGEST + " characters");
        }
        switch (left) {
            case TEXT -> words = Words.of(right);
            case PRODUCT -> product = Optional.of(right);
            case PARTICIPANT -> member = Optional.of(new Did(right));
            default ->
                throw new IllegalArgumentException(
                        "it can be filtered by " + TEXT + ", " + PRODUCT + " and " + PARTICIPANT);
        }
    }

    private static String text(JsonNode criterion, String key) {
        return criterion.path(Terms.EDC + key).path(0).path("@value").asText();
    }

    /** Where the next page begins, and with which filter: whoever follows the link need not repeat it. */
    static String continuation(ChainQuery query, Listed last) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("member", last.member().value())
                .put("dataset", last.dataset().id())
                .put("limit", query.limit());
        query.words().forEach(json.putArray("words")::add);
        query.product().ifPresent(wanted -> json.put("product", wanted));
        query.member().ifPresent(wanted -> json.put("participant", wanted.value()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ChainQuery after(String continuation) {
        JsonNode json;
        try {
            json = Expansion.parse(new String(Base64.getUrlDecoder().decode(continuation), StandardCharsets.UTF_8));
        } catch (CatalogException e) {
            throw new IllegalArgumentException("the continuation token is not one of ours", e);
        }
        var all = new StringBuilder();
        json.path("words").forEach(word -> all.append(word.asText()).append(' '));
        words = Words.of(all.toString());
        product = Optional.ofNullable(json.path("product").textValue());
        member = Optional.ofNullable(json.path("participant").textValue()).map(Did::new);
        return query(
                Optional.of(new Place(
                        json.path("member").asText(), json.path("dataset").asText())),
                0,
                json.path("limit").asInt(PAGE));
    }
}
