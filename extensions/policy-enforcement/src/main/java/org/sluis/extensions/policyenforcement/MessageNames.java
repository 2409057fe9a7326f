// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;

/**
 * The full names of a message's own keys. Prefixes of EDC and DSP cannot be given another meaning, so no alias hides a policy
 * from us that JSON-LD expansion would show to EDC.
 */
final class MessageNames {

    static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    static final String DSP = "https://w3id.org/dspace/2025/1/";

    private static final Map<String, String> FIXED = Map.of("edc", EDC, "dspace", DSP);

    private final String vocabulary;
    private final Map<String, String> prefixes;

    private MessageNames(String vocabulary, Map<String, String> prefixes) {
        this.vocabulary = vocabulary;
        this.prefixes = prefixes;
    }

    /**
     * The names in force under a message's context.
     *
     * @param vocabulary namespace of the names without a prefix
     * @throws RefusedException if the context does more than map prefixes or name documents stored here
     */
    static MessageNames of(JsonNode message, String vocabulary) throws RefusedException {
        JsonNode context = message.path("@context");
        requireKnown(context);
        Map<String, String> prefixes = new HashMap<>(FIXED);
        for (JsonNode part : context.isArray() ? context : List.of(context)) {
            for (var entry : part.properties()) {
                add(entry.getKey(), entry.getValue().asText(), prefixes);
            }
        }
        return new MessageNames(vocabulary, prefixes);
    }

    private static void add(String prefix, String namespace, Map<String, String> prefixes) throws RefusedException {
        String fixed = FIXED.get(prefix);
        if (fixed != null && !fixed.equals(namespace)) {
            throw new RefusedException(new Problem(
                    "/@context",
                    "context-rebinds",
                    "'" + prefix + "' always means " + fixed + "; choose another prefix."));
        }
        prefixes.put(prefix, namespace);
    }

    // The reader judges contexts; a policy without rules makes it look at nothing else.
    private static void requireKnown(JsonNode context) throws RefusedException {
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        JsonNode enclosing = context.isMissingNode() ? MissingNode.getInstance() : context;
        if (PolicyReader.read(empty, enclosing, "") instanceof Reading.Refused refused) {
            throw new RefusedException(refused.problems());
        }
    }

    String expand(String key) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            return key.startsWith("@") ? key : vocabulary + key;
        }
        if (key.startsWith("//", colon + 1)) {
            return key;
        }
        String namespace = prefixes.get(key.substring(0, colon));
        return namespace == null ? key : namespace + key.substring(colon + 1);
    }
}
