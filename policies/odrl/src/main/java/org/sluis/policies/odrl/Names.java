// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.HashMap;
import java.util.Map;

/** The names that the contexts in force map. The prefixes {@code odrl} and {@code sluis} always mean the same. */
final class Names {

    private final Map<String, String> prefixes = new HashMap<>(Map.of("odrl", Term.ODRL, "sluis", Term.SLUIS));
    private final Map<String, String> terms = new HashMap<>();

    void add(PinnedContext context) {
        prefixes.putAll(context.prefixes());
        terms.putAll(context.terms());
    }

    void add(String prefix, String namespace) {
        prefixes.put(prefix, namespace);
    }

    /** The full IRI or JSON-LD keyword that a name stands for; a short name that nothing maps comes back as it is. */
    String expand(String name) {
        return name.indexOf(':') < 0 ? terms.getOrDefault(name, name) : expandIdentifier(name);
    }

    /** Lengthens {@code prefix:rest} where the prefix is bound, as JSON-LD does for identifiers. */
    String expandIdentifier(String identifier) {
        int colon = identifier.indexOf(':');
        if (colon < 0 || identifier.startsWith("//", colon + 1)) {
            return identifier;
        }
        String namespace = prefixes.get(identifier.substring(0, colon));
        return namespace == null ? identifier : namespace + identifier.substring(colon + 1);
    }
}
