// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;

/** Are these the two sides of the same agreement, under the same seal? */
final class Counterparts {

    private static final String SEAL = "seal.jws";

    private Counterparts() {}

    static void check(Bundle provider, Bundle consumer, List<Finding> findings) {
        sides(provider, consumer, findings);
        seal(provider, consumer, findings);
        new HeldNotes(provider, consumer, findings).compare();
        new HeldNotes(consumer, provider, findings).compare();
    }

    private static void sides(Bundle provider, Bundle consumer, List<Finding> findings) {
        var one = provider.manifest().subject();
        var two = consumer.manifest().subject();
        boolean facing = one.peer().filter(two.self()::equals).isPresent()
                && two.peer().filter(one.self()::equals).isPresent()
                && one.role().filter("provider"::equals).isPresent()
                && two.role().filter("consumer"::equals).isPresent();
        if (!facing) {
            add(
                    findings,
                    Verdict.TAMPERED,
                    Check.MANIFEST,
                    "manifest.json",
                    "the bundles are not of the provider and the consumer of each other");
        }
        if (!Events.agreements(provider)
                .keySet()
                .equals(Events.agreements(consumer).keySet())) {
            add(
                    findings,
                    Verdict.INCOMPLETE,
                    Check.STREAM,
                    "manifest.json",
                    "the bundles are not about the same agreements");
        }
    }

    private static void seal(Bundle provider, Bundle consumer, List<Finding> findings) {
        var ours = Optional.ofNullable(provider.files().get(SEAL));
        var theirs = Optional.ofNullable(consumer.files().get(SEAL));
        if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
            add(findings, Verdict.TAMPERED, Check.SEAL, SEAL, "the sides hold different seals");
        } else if (ours.isPresent() != theirs.isPresent()) {
            add(findings, Verdict.INCOMPLETE, Check.SEAL, SEAL, "one side has no seal of the agreement");
        }
    }

    private static void add(List<Finding> findings, Verdict verdict, Check check, String file, String message) {
        findings.add(new Finding(check, verdict, file, OptionalLong.empty(), message));
    }
}
