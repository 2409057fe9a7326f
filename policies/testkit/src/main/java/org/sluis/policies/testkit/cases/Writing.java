// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Writes a plain policy in one of the other ways that mean the same. */
final class Writing {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ODRL = "http://www.w3.org/ns/odrl/2/";
    private static final String SLUIS = "https://w3id.org/sluis/policy/1/";
    private static final Set<String> NAMES = Set.of("@type", "profile", "action", "leftOperand", "operator");
    private static final Set<String> IRIS = Set.of("target", "assigner", "assignee");
    private static final Set<String> IRI_OPERANDS = Set.of("odrl:recipient", "sluis:membership");

    private final Choices choices;
    private boolean ownPrefix;
    private boolean shortNames;

    Writing(Choices choices) {
        this.choices = choices;
    }

    ObjectNode write(ObjectNode plain) {
        var context = JSON.arrayNode();
        if (choices.chance(30)) {
            context.add("https://w3id.org/dspace/2025/1/context.jsonld");
        }
        if (choices.chance(20)) {
            context.add("http://www.w3.org/ns/odrl.jsonld");
            shortNames = true;
        }
        if (choices.chance(40)) {
            ownPrefix = choices.chance(40);
            var prefixes = JSON.objectNode().put("odrl", ODRL).put("sluis", SLUIS);
            context.add(ownPrefix ? prefixes.put("own", ODRL) : prefixes);
        }
        var written = JSON.objectNode();
        if (!context.isEmpty()) {
            written.set("@context", context.size() == 1 && choices.chance(50) ? context.get(0) : context);
        }
        return written.setAll(object(plain));
    }

    private ObjectNode object(JsonNode plain) {
        var written = JSON.objectNode();
        for (var property : plain.properties()) {
            written.set(key(property.getKey()), value(plain, property.getKey(), property.getValue()));
        }
        if (choices.chance(4)) {
            written.set(
                    choices.of("constraints", "odrl:remedy", "https://example.org/x"),
                    choices.of(JSON.arrayNode(), JSON.objectNode(), JSON.nullNode()));
        }
        return written;
    }

    private String key(String key) {
        if (key.startsWith("@") || choices.chance(85)) {
            return key;
        }
        return choices.of(List.of("odrl:" + key, ODRL + key, ownPrefix ? "own:" + key : key));
    }

    private JsonNode value(JsonNode parent, String key, JsonNode value) {
        if (value.isArray()) {
            var members = JSON.arrayNode();
            value.forEach(member -> members.add(object(member)));
            return members.size() == 1 && choices.chance(20) ? members.get(0) : members;
        }
        if (NAMES.contains(key)) {
            var name = name(value.textValue());
            return choices.chance(90) || key.equals("@type") ? JSON.textNode(name) : reference(name);
        }
        var iri = IRIS.contains(key)
                || (key.equals("rightOperand")
                        && IRI_OPERANDS.contains(parent.get("leftOperand").textValue()));
        return iri && choices.chance(15) ? reference(value.textValue()) : value;
    }

    private static JsonNode reference(String iri) {
        return JSON.objectNode().put("@id", iri);
    }

    private String name(String name) {
        if (choices.chance(65)) {
            return name;
        }
        var local = name.substring(name.indexOf(':') + 1);
        if (name.startsWith("sluis:")) {
            return SLUIS + local;
        }
        if (!name.startsWith("odrl:")) {
            return name;
        }
        return choices.of(ODRL + local, ownPrefix ? "own:" + local : ODRL + local, shortNames ? local : name);
    }
}
