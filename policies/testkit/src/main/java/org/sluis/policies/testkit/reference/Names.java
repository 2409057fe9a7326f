// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names as the context of a policy lets them be written; all come out prefixed, {@code odrl:use}. */
final class Names {
    static final String ODRL = "http://www.w3.org/ns/odrl/2/";
    static final String SLUIS = "https://w3id.org/sluis/policy/1/";
    private static final String ODRL_CONTEXT = "http://www.w3.org/ns/odrl.jsonld";
    private static final String DSP = "https://w3id.org/dspace/2025/1/";
    private static final Set<String> PINNED = Set.of(
            DSP + "context.jsonld",
            DSP + "odrl-profile.jsonld",
            ODRL_CONTEXT,
            "https://w3id.org/edc/connector/management/v0.0.1",
            "https://w3id.org/edc/connector/management/v2",
            "https://w3id.org/edc/dspace/v0.0.1");

    /** What the odrl profile of the DSP context maps, of the terms of this profile. */
    private static final Set<String> DSP_SHORT = Set.of(
            "profile",
            "target",
            "assigner",
            "assignee",
            "permission",
            "prohibition",
            "obligation",
            "duty",
            "action",
            "constraint",
            "leftOperand",
            "operator",
            "rightOperand",
            "and",
            "or",
            "xone",
            "use",
            "eq",
            "neq",
            "lt",
            "lteq",
            "gt",
            "gteq",
            "Set",
            "Offer",
            "Agreement");

    private static final Map<String, String> ALIASES = Map.of("uid", "@id", "type", "@type");

    private final Map<String, String> prefixes = new HashMap<>(Map.of("odrl", ODRL, "sluis", SLUIS));
    private boolean allOfOdrl;
    private String neq = "odrl:neq";

    static Names of(JsonNode context) throws InvalidPolicy {
        var names = new Names();
        if (context != null && context.isArray()) {
            for (var member : context) {
                names.add(member);
            }
        } else if (context != null) {
            names.add(context);
        }
        return names;
    }

    private void add(JsonNode context) throws InvalidPolicy {
        if (context.isTextual() && PINNED.contains(context.textValue())) {
            if (context.textValue().equals(ODRL_CONTEXT)) {
                allOfOdrl = true;
                neq = "odrl:neg"; // so says the document of the W3C
            } else if (context.textValue().startsWith(DSP)) {
                neq = "odrl:neq";
            }
            return;
        }
        if (!context.isObject()) {
            throw new InvalidPolicy("/@context", "neither a map of prefixes nor a pinned document");
        }
        for (var prefix : context.properties()) {
            var iri = prefix.getValue();
            if (!iri.isTextual()
                    || !iri.textValue().matches("[a-z][a-z0-9+.-]*:.*[/#:]")
                    || !prefix.getKey().matches("[A-Za-z][A-Za-z0-9_-]*")
                    || DSP_SHORT.contains(prefix.getKey())) {
                throw new InvalidPolicy("/@context", prefix.getKey() + " does not map a prefix");
            }
            var before = prefixes.put(prefix.getKey(), iri.textValue());
            if (List.of("odrl", "sluis").contains(prefix.getKey())
                    && !iri.textValue().equals(before)) {
                throw new InvalidPolicy("/@context", prefix.getKey() + " is bound to another IRI");
            }
        }
    }

    /** The IRI that a prefixed one stands for, or the text itself. */
    String expanded(String text) {
        var colon = text.indexOf(':');
        var namespace = colon < 0 ? null : prefixes.get(text.substring(0, colon));
        return namespace == null ? text : namespace + text.substring(colon + 1);
    }

    /** The prefixed name, or the text itself where it is no name of ours. */
    String prefixed(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            if (text.equals("neq")) {
                return neq;
            }
            if (allOfOdrl && ALIASES.containsKey(text)) {
                return ALIASES.get(text);
            }
            var known = DSP_SHORT.contains(text) || (allOfOdrl && !text.startsWith("@"));
            return known ? "odrl:" + text : text;
        }
        var iri = expanded(text);
        if (iri.startsWith(ODRL)) {
            return "odrl:" + iri.substring(ODRL.length());
        }
        return iri.startsWith(SLUIS) ? "sluis:" + iri.substring(SLUIS.length()) : iri;
    }
}
