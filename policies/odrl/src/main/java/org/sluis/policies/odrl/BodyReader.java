// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Term.ODRL;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Policy.Kind;

/** Reads the members of a policy, under contexts that are understood. */
final class BodyReader {

    private static final String PROFILE = ODRL + "profile";
    private static final String TARGET = ODRL + "target";
    private static final String ASSIGNER = ODRL + "assigner";
    private static final String ASSIGNEE = ODRL + "assignee";
    private static final String PERMISSION = ODRL + "permission";
    private static final String PROHIBITION = ODRL + "prohibition";
    private static final String OBLIGATION = ODRL + "obligation";
    private static final String TIMESTAMP = PinnedContext.DSP_NAMESPACE + "timestamp";
    private static final Set<String> KEYS = Set.of(
            "@context",
            "@id",
            "@type",
            PROFILE,
            TARGET,
            ASSIGNER,
            ASSIGNEE,
            PERMISSION,
            PROHIBITION,
            OBLIGATION,
            TIMESTAMP);

    private final Names names;
    private final Problems problems;
    private final Map<String, String> pointers = new HashMap<>();

    BodyReader(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    Reading read(Located policy) {
        pointers.put("", policy.pointer());
        Optional<Policy> read =
                Members.of(policy, names, problems, "a policy", KEYS).map(this::read);
        return read.isPresent() && problems.isEmpty()
                ? new Reading.Valid(read.get(), pointers)
                : new Reading.Refused(problems.list());
    }

    private Policy read(Members members) {
        checkProfile(members);
        Kind kind = kind(members);
        checkTimestamp(members, kind);
        RuleReader rules = new RuleReader(names, problems, pointers);
        return new Policy(
                kind,
                identifier(members, "@id"),
                identifier(members, TARGET),
                identifier(members, ASSIGNER),
                identifier(members, ASSIGNEE),
                rules.permissions(members.list(PERMISSION)),
                rules.prohibitions(members.list(PROHIBITION)),
                rules.obligations(members.list(OBLIGATION)));
    }

    private Optional<String> identifier(Members members, String name) {
        if (!members.has(name)) {
            return Optional.empty();
        }
        pointers.put(
                "/" + name.substring(name.lastIndexOf('/') + 1),
                members.get(name).orElseThrow().pointer());
        return members.identifier(name);
    }

    private void checkProfile(Members members) {
        if (!members.has(PROFILE)) {
            return;
        }
        members.term(PROFILE)
                .filter(profile -> !profile.equals(Policy.PROFILE))
                .ifPresent(profile -> refuse(
                        members,
                        PROFILE,
                        "unknown-profile",
                        Problems.quote(profile) + " is not known here; this connector knows " + Policy.PROFILE
                                + " only."));
    }

    /** A policy that does not say what it is, is a set, as in ODRL. */
    private Kind kind(Members members) {
        if (!members.has("@type")) {
            return Kind.SET;
        }
        Optional<String> type = members.term("@type");
        Optional<Kind> kind = List.of(Kind.values()).stream()
                .filter(each -> type.isPresent() && each.iri().equals(type.get()))
                .findFirst();
        if (type.isPresent() && kind.isEmpty()) {
            refuse(
                    members,
                    "@type",
                    "unknown-type",
                    Problems.quote(type.get())
                            + " is no type of policy here; write odrl:Set, odrl:Offer or odrl:Agreement.");
        }
        return kind.orElse(Kind.SET);
    }

    /** DSP's own key on an offer or agreement is not the policy's. */
    private void checkTimestamp(Members members, Kind kind) {
        if (kind == Kind.SET
                && members.get(TIMESTAMP).filter(value -> !value.isEmpty()).isPresent()) {
            refuse(members, TIMESTAMP, "unknown-key", "Only an offer or an agreement has a timestamp.");
        }
    }

    private void refuse(Members members, String name, String code, String message) {
        problems.refuse(members.get(name).orElseThrow(), code, message);
    }
}
