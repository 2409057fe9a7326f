// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code @context}: pinned documents and objects that map prefixes. Nothing is fetched, nothing takes on another meaning. */
final class ContextReader {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern NAMESPACE = Pattern.compile("(?:https?://|urn:|did:)[^\\s{}\"<>]{0,500}[/#:?=]");
    // A prefix of this name would change what the identifiers of participants and datasets mean.
    private static final Set<String> SCHEMES = Set.of("http", "https", "urn", "did");

    private final Names names;
    private final Problems problems;
    private final boolean enclosing;

    /** Reads into {@code names}; an enclosing message's context may also carry EDC's {@code @vocab}, which names nothing of ours. */
    ContextReader(Names names, Problems problems, boolean enclosing) {
        this.names = names;
        this.problems = problems;
        this.enclosing = enclosing;
    }

    void read(Located context) {
        for (Located member : context.members()) {
            if (member.json().isTextual()) {
                readAddress(member);
            } else if (member.json().isObject()) {
                member.json().fieldNames().forEachRemaining(key -> readEntry(key, member.member(key)));
            } else {
                problems.refuse(member, "context-form", "A context is an IRI or an object that maps prefixes.");
            }
        }
    }

    private void readAddress(Located address) {
        PinnedContext.at(address.json().textValue())
                .ifPresentOrElse(
                        names::add,
                        () -> problems.refuse(
                                address,
                                "context-unknown",
                                "No context is fetched and "
                                        + Problems.quote(address.json().textValue())
                                        + " is not one of those stored here; map prefixes in an object instead."));
    }

    private void readEntry(String key, Located value) {
        String namespace = value.json().isTextual() ? value.json().textValue() : "";
        if (enclosing && (key.equals("@vocab") && namespace.equals(PinnedContext.EDC_NAMESPACE))) {
            return;
        }
        if (!PREFIX.matcher(key).matches()) {
            problems.refuse(
                    value,
                    "context-form",
                    Problems.quote(key) + " is not a prefix; a context here maps prefixes only.");
        } else if (isTaken(key, namespace)) {
            problems.refuse(
                    value,
                    "context-rebinds",
                    Problems.quote(key) + " already has a meaning in this profile; choose another prefix.");
        } else if (!NAMESPACE.matcher(namespace).matches()) {
            problems.refuse(
                    value,
                    "context-form",
                    "A prefix maps to a namespace IRI that ends in '/', '#' or ':', for example " + Term.ODRL + ".");
        } else {
            names.add(key, namespace);
        }
    }

    private static boolean isTaken(String key, String namespace) {
        return switch (key) {
            case "odrl" -> !namespace.equals(Term.ODRL);
            case "sluis" -> !namespace.equals(Term.SLUIS);
            default -> SCHEMES.contains(key) || PinnedContext.reserves(key);
        };
    }
}
