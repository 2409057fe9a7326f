// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides one case of the machine interface: one line of JSON in, one out. Pure. */
public final class ReferenceEvaluator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REQUESTABLE = Set.of(
            "odrl:use",
            "odrl:read",
            "odrl:display",
            "odrl:aggregate",
            "odrl:derive",
            "odrl:distribute",
            "odrl:transfer",
            "odrl:archive",
            "odrl:print");

    /** Is told of each constraint that a decision looks at. */
    public interface Observer {
        /**
         * Takes the value of one constraint.
         *
         * @param rule {@code permission} or {@code prohibition}
         * @param value empty while it is open
         */
        void saw(String rule, String operand, String operator, Optional<Truth> value);

        static Observer none() {
            return (rule, operand, operator, value) -> {};
        }
    }

    private final Observer observer;

    public ReferenceEvaluator() {
        this(Observer.none());
    }

    public ReferenceEvaluator(Observer observer) {
        this.observer = observer;
    }

    /**
     * Decides the case on the line.
     *
     * @throws IOException if the line is not a JSON object
     */
    public ObjectNode decide(String line) throws IOException {
        var repeated = RepeatedKeys.in(line);
        var given = JSON.readTree(line);
        if (!given.isObject()) {
            throw new IOException("a case is a JSON object");
        }
        ObjectNode policy;
        try {
            if (repeated.contains("policy")) {
                throw new InvalidPolicy("/policy", "a key is repeated");
            }
            policy = PolicyForm.read(given.get("policy"));
        } catch (InvalidPolicy e) {
            return answer(given, "invalid", reason(e.pointer(), "invalid"));
        }
        var request = given.hasNonNull("request") ? given.get("request") : NODES.objectNode();
        var facts = given.hasNonNull("facts") ? given.get("facts") : NODES.objectNode();
        var malformed = repeated.isEmpty() ? Wellformed.malformed(request, facts) : Optional.of("");
        if (malformed.isPresent()) {
            return answer(given, "deny", reason(malformed.get(), "malformed"));
        }
        return decide(given, policy, new Comparison(request, facts));
    }

    private ObjectNode decide(JsonNode given, ObjectNode policy, Comparison comparison) {
        var request = comparison.request();
        var action = Comparison.text(request, "action")
                .filter(name -> name.contains(":"))
                .map(new Names()::prefixed)
                .orElse("");
        if (!REQUESTABLE.contains(action)) {
            return answer(given, "deny", reason("/request/action", "malformed"));
        }
        var strict = List.of("lease", "release", "running", "use").contains(comparison.moment());
        if (strict && !Comparison.text(comparison.facts(), "agreement").equals(Optional.of("active"))) {
            return answer(given, "deny", reason("", "agreement-not-active"));
        }
        if (strict && !isAgreement(policy)) {
            return answer(given, "deny", reason("", "not-an-agreement"));
        }
        if (differs(policy, "target", request, "target") || differs(policy, "assignee", request, "party")) {
            return answer(given, "deny", reason("", "other-target-or-party"));
        }
        var rules = new Rules(policy, action, comparison, observer);
        if (rules.obligationIsViolated()) {
            return answer(given, "deny", reason("/obligation", "violated"));
        }
        var prohibitions = rules.prohibiting();
        if (!prohibitions.isEmpty()) {
            var denial = answer(given, "deny", reason("/prohibition/" + prohibitions.get(0), "prohibited"));
            denial.withArray("rules").add("prohibition/" + prohibitions.get(0));
            return denial;
        }
        var permissions = rules.permitting();
        if (permissions.isEmpty()) {
            return answer(given, "deny", reason("/permission", "no-active-permission"));
        }
        var determining = rules.determining(permissions);
        var allowed = answer(given, "allow", Optional.empty());
        allowed.withArray("rules").add("permission/" + determining);
        policy.at("/permission/" + determining + "/duty")
                .forEach(duty -> allowed.withArray("duties").add(duty.get("action")));
        return allowed;
    }

    private static boolean isAgreement(ObjectNode policy) {
        return policy.path("@type").asText().equals("odrl:Agreement")
                && policy.has("target")
                && policy.has("assigner")
                && policy.has("assignee");
    }

    /** A definition or offer without target or assignee matches any. */
    private static boolean differs(ObjectNode policy, String member, JsonNode request, String asked) {
        if (!policy.has(member)) {
            return policy.path("@type").asText().equals("odrl:Agreement");
        }
        return !Comparison.text(policy, member).equals(Comparison.text(request, asked));
    }

    private static Optional<ObjectNode> reason(String pointer, String code) {
        return Optional.of(NODES.objectNode().put("pointer", pointer).put("code", code));
    }

    private static ObjectNode answer(JsonNode given, String decision, Optional<ObjectNode> reason) {
        var answer = NODES.objectNode();
        answer.set("id", given.path("id"));
        answer.put("decision", decision);
        answer.putArray("rules");
        reason.ifPresent(answer.putArray("reasons")::add);
        answer.putArray("duties");
        return answer;
    }
}
