// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Term.ODRL;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The strict reader: what it does not refuse means the same to everyone. It reads the JSON as it was written, before JSON-LD
 * expansion, fetches nothing and throws nothing.
 */
public final class PolicyReader {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.JSON);
    private static final String TIMESTAMP = PinnedContext.DSP_NAMESPACE + "timestamp";
    private static final JsonNode DSP_CONTEXT = new TextNode(PinnedContext.DSP_NAMESPACE + "context.jsonld");
    private static final Set<String> KEYS = Set.of(
            "@context",
            "@id",
            "@type",
            ODRL + "profile",
            ODRL + "target",
            ODRL + "assigner",
            ODRL + "assignee",
            ODRL + "permission",
            ODRL + "prohibition",
            ODRL + "obligation");

    private PolicyReader() {}

    /** Reads a document in UTF-8. */
    public static Reading read(byte[] json) {
        if (json.length > JsonLimits.MAX_CHARACTERS) {
            return refused("too-large", "A policy has at most " + JsonLimits.MAX_CHARACTERS + " bytes.");
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
        } catch (CharacterCodingException e) {
            return refused("not-utf8", "The policy is not UTF-8.");
        }
    }

    /** Reads a document. */
    public static Reading read(String json) {
        Optional<Problem> excess = JsonLimits.check(json);
        if (excess.isPresent()) {
            return new Reading.Refused(List.of(excess.get()));
        }
        try {
            return read(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            return refused("not-json", "This is not JSON.");
        }
    }

    /**
     * Reads a document that was parsed elsewhere; that parser must have refused duplicate keys. A policy on its own is read as
     * in a DSP message: the short names of the DSP 2025-1 context are in force, and its own context adds to them.
     */
    public static Reading read(JsonNode policy) {
        return read(policy, DSP_CONTEXT, "");
    }

    /**
     * Reads a policy inside a message, such as an offer in a ContractRequestMessage.
     *
     * @param enclosingContext the message's {@code @context}; a missing node where there is none
     * @param basePointer pointer to the policy in the message
     */
    public static Reading read(JsonNode policy, JsonNode enclosingContext, String basePointer) {
        Located root = new Located(policy, basePointer);
        if (!JsonLimits.isJson(policy) || !policy.isObject()) {
            return new Reading.Refused(
                    List.of(new Problem(basePointer, "not-an-object", "Expected an object: a policy.")));
        }
        Optional<Problem> excess = JsonLimits.check(root);
        if (excess.isPresent()) {
            return new Reading.Refused(List.of(excess.get()));
        }
        Problems problems = new Problems();
        Names names = new Names();
        if (JsonLimits.isJson(enclosingContext)) {
            new ContextReader(names, problems, true).read(new Located(enclosingContext, "/@context"));
        }
        if (policy.has("@context")) {
            new ContextReader(names, problems, false).read(root.member("@context"));
        }
        // Under a context that is not understood no name means anything.
        return problems.isEmpty() ? read(root, names, problems) : new Reading.Refused(problems.list());
    }

    private static Reading read(Located root, Names names, Problems problems) {
        Map<String, String> pointers = new HashMap<>();
        pointers.put("", root.pointer());
        Optional<Policy> policy = Members.of(root, names, problems, "a policy", keys(root.json(), names))
                .map(members -> {
                    for (String key : List.of("target", "assigner", "assignee")) {
                        members.get(ODRL + key).ifPresent(value -> pointers.put("/" + key, value.pointer()));
                    }
                    return read(members, new RuleReader(names, problems, pointers), problems);
                });
        return policy.isPresent() && problems.isEmpty()
                ? new Reading.Valid(policy.get(), pointers)
                : new Reading.Refused(problems.list());
    }

    /** DSP's own keys on an offer or agreement are not the policy's. */
    private static Set<String> keys(JsonNode policy, Names names) {
        Set<String> keys = new HashSet<>(KEYS);
        policy.fieldNames().forEachRemaining(key -> {
            if (names.expand(key).equals(TIMESTAMP)) {
                keys.add(TIMESTAMP);
            }
        });
        return keys;
    }

    private static Policy read(Members members, RuleReader rules, Problems problems) {
        checkProfile(members, problems);
        Policy.Kind kind = kind(members, problems);
        if (kind == Policy.Kind.SET && members.has(TIMESTAMP)) {
            problems.refuse(
                    members.get(TIMESTAMP).orElseThrow(),
                    "unknown-key",
                    "Only an offer or an agreement has a timestamp.");
        }
        return new Policy(
                kind,
                identifier(members, "@id"),
                identifier(members, ODRL + "target"),
                identifier(members, ODRL + "assigner"),
                identifier(members, ODRL + "assignee"),
                rules.permissions(members.list(ODRL + "permission")),
                rules.prohibitions(members.list(ODRL + "prohibition")),
                rules.obligations(members.list(ODRL + "obligation")));
    }

    private static Optional<String> identifier(Members members, String name) {
        return members.has(name) ? members.identifier(name) : Optional.empty();
    }

    private static void checkProfile(Members members, Problems problems) {
        if (members.has(ODRL + "profile")) {
            members.term(ODRL + "profile")
                    .filter(profile -> !profile.equals(Policy.PROFILE))
                    .ifPresent(profile -> problems.refuse(
                            members.get(ODRL + "profile").orElseThrow(),
                            "unknown-profile",
                            Problems.quote(profile) + " is not known here; this connector knows " + Policy.PROFILE
                                    + " only."));
        }
    }

    /** A policy that does not say what it is, is a set, as in ODRL. */
    private static Policy.Kind kind(Members members, Problems problems) {
        if (!members.has("@type")) {
            return Policy.Kind.SET;
        }
        Optional<String> type = members.term("@type");
        for (Policy.Kind kind : Policy.Kind.values()) {
            if (type.isPresent() && kind.iri().equals(type.get())) {
                return kind;
            }
        }
        type.ifPresent(unknown -> problems.refuse(
                members.get("@type").orElseThrow(),
                "unknown-type",
                Problems.quote(unknown) + " is no type of policy here; write odrl:Set, odrl:Offer or odrl:Agreement."));
        return Policy.Kind.SET;
    }

    private static Reading refused(String code, String message) {
        return new Reading.Refused(List.of(new Problem("", code, message)));
    }
}
