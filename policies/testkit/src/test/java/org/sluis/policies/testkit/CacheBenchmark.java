// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.lang.ref.Reference;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.AgreedPolicies;
import org.sluis.policies.usage.Agreement;

/** Memory that the compiled policies of many agreements take, of five constraints each: prints {@code what|megabytes}. */
public final class CacheBenchmark {

    private static final int AGREEMENTS = 100_000;
    private static final int PARTNERS = 500;

    private CacheBenchmark() {}

    public static void main(String[] arguments) {
        measure("on the terms of 500 partners", false);
        measure("each on terms of its own", true);
    }

    private static void measure(String what, boolean ownTerms) {
        var before = used();
        var policies = new AgreedPolicies();
        for (var number = 0; number < AGREEMENTS; number++) {
            if (policies.of(agreement(number, ownTerms)).isEmpty()) {
                throw new IllegalStateException("agreement " + number + " cannot be read");
            }
        }
        try {
            System.out.printf("%s|%.0f%n", what, (used() - before) / 1e6);
        } finally {
            Reference.reachabilityFence(policies);
        }
    }

    private static long used() {
        for (var again = 0; again < 3; again++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Agreement agreement(int number, boolean ownTerms) {
        var buyer = "did:web:buyer-%d.example".formatted(number % PARTNERS);
        var reading = PolicyReader.read("""
                {"@type": "Offer", "permission": [{"action": "use", "constraint": [
                    {"leftOperand": "odrl:recipient", "operator": "eq", "rightOperand": "%s"},
                    {"leftOperand": "odrl:purpose", "operator": "eq",
                     "rightOperand": "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up"},
                    {"leftOperand": "odrl:dateTime", "operator": "lt", "rightOperand": "2027-01-01T00:00:00Z"},
                    {"leftOperand": "sluis:membership", "operator": "eq", "rightOperand": "did:web:authority.example"},
                    {"leftOperand": "odrl:count", "operator": "lteq", "rightOperand": "%d"}]}]}
                """.formatted(buyer, ownTerms ? number + 1 : 100));
        var agreed = AgreedPolicy.of(
                        new UUID(7, number).toString(),
                        "did:web:maker.example",
                        buyer,
                        "urn:sluis:production-status:own-orders-" + number % 50,
                        Instant.EPOCH.plusSeconds(number),
                        ((Reading.Valid) reading).policy())
                .orElseThrow();
        return new Agreement(
                agreed.agreementId(),
                Agreement.Side.PROVIDER,
                agreed.provider(),
                agreed.consumer(),
                agreed.dataset(),
                agreed.signedAt(),
                agreed.canonical().json(),
                agreed.canonical().sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }
}
