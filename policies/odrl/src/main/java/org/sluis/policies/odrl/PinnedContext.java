// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a JSON-LD context document maps, as far as a policy can be concerned; known by heart, never fetched. Names that a document
 * maps but this profile does not have are left out: unknown either way.
 *
 * @param prefixes namespaces by prefix
 * @param terms full IRIs or JSON-LD keywords by short name
 */
record PinnedContext(Map<String, String> prefixes, Map<String, String> terms) {

    static final String EDC_NAMESPACE = "https://w3id.org/edc/v0.0.1/ns/";
    static final String DSP_NAMESPACE = "https://w3id.org/dspace/2025/1/";
    static final String DSP_ODRL_PROFILE = DSP_NAMESPACE + "odrl-profile.jsonld";

    private static final Map<String, String> RDF_PREFIXES =
            Map.of("xsd", "http://www.w3.org/2001/XMLSchema#", "dct", "http://purl.org/dc/terms/");

    // The DSP profile of ODRL names no left operand and no action but "use".
    private static final Set<String> DSP_ODRL_NAMES = Set.of(
            "profile",
            "target",
            "assigner",
            "assignee",
            "action",
            "permission",
            "prohibition",
            "obligation",
            "duty",
            "constraint",
            "leftOperand",
            "operator",
            "rightOperand",
            "and",
            "or",
            "xone",
            "Set",
            "Offer",
            "Agreement",
            "use",
            "eq",
            "neq",
            "gt",
            "gteq",
            "lt",
            "lteq");

    private static final Set<String> MORE_ODRL_NAMES = Set.of(
            "read",
            "display",
            "aggregate",
            "derive",
            "distribute",
            "transfer",
            "archive",
            "print",
            "inform",
            "attribute",
            "nextPolicy",
            "delete",
            "recipient",
            "purpose",
            "dateTime",
            "elapsedTime",
            "delayPeriod",
            "count",
            "spatial",
            "systemDevice");

    private static final Map<String, PinnedContext> BY_ADDRESS = Map.of(
            DSP_NAMESPACE + "context.jsonld",
            dsp(),
            DSP_ODRL_PROFILE,
            new PinnedContext(Map.of("odrl", Term.ODRL), dspOdrlTerms()),
            "http://www.w3.org/ns/odrl.jsonld",
            new PinnedContext(odrlPrefixes(), odrlTerms(true)),
            "https://w3id.org/edc/connector/management/v0.0.1",
            edc(odrlTerms(false)),
            "https://w3id.org/edc/connector/management/v2",
            edc(dspOdrlTerms()),
            "https://w3id.org/edc/dspace/v0.0.1",
            edc(Map.of()));

    static Optional<PinnedContext> at(String address) {
        return Optional.ofNullable(BY_ADDRESS.get(address));
    }

    /** Whether some pinned document maps this short name, so that no one may give it another meaning. */
    static boolean reserves(String shortName) {
        return BY_ADDRESS.values().stream().anyMatch(context -> context.terms().containsKey(shortName));
    }

    private static PinnedContext dsp() {
        Map<String, String> prefixes = new HashMap<>(RDF_PREFIXES);
        prefixes.put("odrl", Term.ODRL);
        prefixes.put("dspace", DSP_NAMESPACE);
        prefixes.put("dcat", "http://www.w3.org/ns/dcat#");
        Map<String, String> terms = dspOdrlTerms();
        terms.put("timestamp", DSP_NAMESPACE + "timestamp");
        return new PinnedContext(Map.copyOf(prefixes), Map.copyOf(terms));
    }

    private static PinnedContext edc(Map<String, String> terms) {
        return new PinnedContext(Map.of("edc", EDC_NAMESPACE), Map.copyOf(terms));
    }

    private static Map<String, String> odrlPrefixes() {
        Map<String, String> prefixes = new HashMap<>(RDF_PREFIXES);
        prefixes.put("odrl", Term.ODRL);
        prefixes.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        prefixes.put("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
        prefixes.put("owl", "http://www.w3.org/2002/07/owl#");
        prefixes.put("skos", "http://www.w3.org/2004/02/skos/core#");
        prefixes.put("vcard", "http://www.w3.org/2006/vcard/ns#");
        prefixes.put("foaf", "http://xmlns.com/foaf/0.1/");
        prefixes.put("schema", "http://schema.org/");
        prefixes.put("cc", "http://creativecommons.org/ns#");
        return Map.copyOf(prefixes);
    }

    private static Map<String, String> dspOdrlTerms() {
        Map<String, String> terms = new HashMap<>();
        DSP_ODRL_NAMES.forEach(name -> terms.put(name, Term.ODRL + name));
        return terms;
    }

    private static Map<String, String> odrlTerms(boolean withAliases) {
        Map<String, String> terms = dspOdrlTerms();
        MORE_ODRL_NAMES.forEach(name -> terms.put(name, Term.ODRL + name));
        // W3C's own document says "neg" here: under it the short name is no operator, and EDC reads it so too.
        terms.put("neq", Term.ODRL + "neg");
        if (withAliases) {
            terms.put("uid", "@id");
            terms.put("type", "@type");
        }
        return Map.copyOf(terms);
    }
}
