// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.usage.HouseRuling.Outcome;

/** Reads house rules strictly: what it does not know it refuses, with the place, the reason and what to do. */
public final class HouseRulesReader {

    /** So many characters at most. */
    public static final int LARGEST = 128 * 1024;

    private static final int DEEPEST = 20;
    private static final int MOST_RULES = 500;
    private static final int MOST_PROBLEMS = 100;
    private static final Set<String> MEMBERS = Set.of("version", "rules", "otherwise");
    private static final Set<String> SIDES = Set.of("provider", "consumer");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Set<String> products;

    /** With the names of all products there are. */
    public HouseRulesReader(Set<String> products) {
        this.products = Set.copyOf(products);
    }

    /** Reads a document. */
    public HouseRulesReading read(String text) {
        if (text.length() > LARGEST) {
            return refused("too-large", "House rules have at most " + LARGEST + " characters; write fewer rules.");
        }
        try {
            JsonNode document = JSON.readTree(text);
            return document == null || !document.isObject()
                    ? refused("not-an-object", "Expected one JSON object with version, rules and otherwise.")
                    : read(document);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            return refused(
                    "not-json",
                    "This is not JSON of at most " + DEEPEST + " levels without repeated names" + place
                            + "; correct it there.");
        }
    }

    private HouseRulesReading read(JsonNode document) {
        RuleMembers members = new RuleMembers(document, "", new ArrayList<>());
        members.requireKnown(MEMBERS);
        if (!document.path("version").isInt() || document.path("version").asInt() != 1) {
            members.refuse("version", "wrong-value", "Write \"version\": 1; no other version is known.");
        }
        List<HouseRule> rules = rules(document.path("rules"), members);
        RuleMembers otherwise = members.inside("otherwise", document.path("otherwise"));
        if (!document.path("otherwise").isObject()) {
            members.refuse(
                    "otherwise", "missing", "Say what to do where no rule matches, for provider and for consumer.");
            return new HouseRulesReading.Refused(members.problems());
        }
        otherwise.requireKnown(SIDES);
        Outcome provider = otherwise.outcome("provider");
        Outcome consumer = otherwise.outcome("consumer");
        List<Problem> problems = members.problems();
        return problems.isEmpty()
                ? new HouseRulesReading.Valid(new HouseRulesDocument(rules, provider, consumer))
                : new HouseRulesReading.Refused(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
    }

    private List<HouseRule> rules(JsonNode written, RuleMembers members) {
        List<HouseRule> rules = new ArrayList<>();
        if (!written.isArray()) {
            members.refuse("rules", "missing", "Write a list of rules; it may be empty.");
            return rules;
        }
        if (written.size() > MOST_RULES) {
            members.refuse("rules", "too-many", "There are at most " + MOST_RULES + " rules.");
            return rules;
        }
        RuleReader reader = new RuleReader(products);
        for (int i = 0; i < written.size(); i++) {
            reader.read(members.inside("rules/" + i, written.get(i))).ifPresent(rules::add);
        }
        return rules;
    }

    private static HouseRulesReading refused(String code, String message) {
        return new HouseRulesReading.Refused(List.of(new Problem("", code, message)));
    }
}
