// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/** A name of the profile's vocabulary. */
public interface Term {

    /** The namespace of ODRL 2.2. */
    String ODRL = "http://www.w3.org/ns/odrl/2/";

    /** The namespace of this profile's own terms. */
    String SLUIS = "https://w3id.org/sluis/policy/1/";

    /** The full IRI. */
    String iri();

    /** The IRI with the prefix {@code odrl:} or {@code sluis:}. */
    default String prefixed() {
        return prefixed(iri());
    }

    /** Shortens an IRI of one of the two namespaces; any other comes back as it is. */
    static String prefixed(String iri) {
        if (iri.startsWith(ODRL)) {
            return "odrl:" + iri.substring(ODRL.length());
        }
        return iri.startsWith(SLUIS) ? "sluis:" + iri.substring(SLUIS.length()) : iri;
    }

    /** Lengthens a name that starts with {@code odrl:} or {@code sluis:}; any other comes back as it is. */
    static String full(String name) {
        if (name.startsWith("odrl:")) {
            return ODRL + name.substring("odrl:".length());
        }
        return name.startsWith("sluis:") ? SLUIS + name.substring("sluis:".length()) : name;
    }
}
