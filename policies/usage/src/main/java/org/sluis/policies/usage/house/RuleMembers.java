// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.usage.HouseRuling.Outcome;

/** The members of one object of the house rules; each that is not what it should be is a problem. */
record RuleMembers(JsonNode object, String pointer, List<Problem> problems) {

    private static final int LONGEST_TEXT = 1000;

    RuleMembers inside(String key, JsonNode inner) {
        return new RuleMembers(inner, pointer + "/" + key, problems);
    }

    void refuse(String key, String code, String message) {
        problems.add(new Problem(key.isEmpty() ? pointer : pointer + "/" + key, code, message));
    }

    void requireKnown(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String escaped = name.replace("~", "~0").replace("/", "~1");
                refuse(
                        escaped.length() > 100 ? escaped.substring(0, 100) : escaped,
                        "unknown-member",
                        "Nothing is known by this name; take it out. Known are: "
                                + String.join(", ", new TreeSet<>(known)) + ".");
            }
        });
    }

    boolean has(String key) {
        return object.has(key);
    }

    /** A text that is there; "" after a problem. */
    String text(String key, String wanted) {
        JsonNode value = object.path(key);
        if (!value.isTextual()
                || value.asText().isBlank()
                || value.asText().length() > LONGEST_TEXT
                || value.asText().chars().anyMatch(Character::isISOControl)) {
            refuse(key, value.isMissingNode() ? "missing" : "wrong-value", "Write here " + wanted + ".");
            return "";
        }
        return value.asText();
    }

    Outcome outcome(String key) {
        return outcome(key, Set.of(Outcome.values()));
    }

    /** One of the outcomes; ASK after a problem, with which the document is refused anyway. */
    Outcome outcome(String key, Set<Outcome> possible) {
        Optional<Outcome> written = possible.stream()
                .filter(one -> word(one).equals(object.path(key).asText()))
                .filter(one -> object.path(key).isTextual())
                .findFirst();
        if (written.isEmpty()) {
            String words = String.join(
                    ", ", possible.stream().sorted().map(RuleMembers::word).toList());
            refuse(key, object.has(key) ? "wrong-value" : "missing", "Write here one of: " + words + ".");
        }
        return written.orElse(Outcome.ASK);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
