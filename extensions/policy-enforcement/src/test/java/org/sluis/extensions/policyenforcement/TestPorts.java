// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.testkit.InMemoryApprovals;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.testkit.InMemoryUsageLedger;
import org.sluis.policies.testkit.SettableClock;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.UsageLedger;

/** The ports in memory. */
public final class TestPorts implements ServiceExtension {

    final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final InMemoryAgreements agreements = new InMemoryAgreements();
    final InMemoryDecisions decisions = new InMemoryDecisions();
    final ObservedIdentity identity = new ObservedIdentity();
    final InMemoryUsageLedger ledger = new InMemoryUsageLedger(agreements, decisions, clock);

    @Provider
    public Agreements agreements() {
        return agreements;
    }

    @Provider
    public Decisions decisions() {
        return decisions;
    }

    @Provider
    public UsageLedger ledger() {
        return ledger;
    }

    @Provider
    public Partners partners() {
        return new Partners(List.of(
                new Partner("builder", "did:web:builder", "http://127.0.0.1/dsp", List.of(), Optional.of("NL"))));
    }

    /** What anyone has shown; nothing until a test says so. */
    volatile PartyCredentials shown = PartyCredentials.none();

    @Provider
    public PartyCredentials partyCredentials() {
        return party -> shown.current(party);
    }

    /** Whether agreements need a seal, and which have one. */
    volatile boolean sealsRequired;

    final Set<String> sealed = ConcurrentHashMap.newKeySet();

    @Provider
    public AgreementSeals agreementSeals() {
        return new AgreementSeals() {
            @Override
            public boolean required(Agreement agreement) {
                return sealsRequired;
            }

            @Override
            public boolean isSealed(String agreementId) {
                return sealed.contains(agreementId);
            }

            @Override
            public Optional<String> await(Agreement agreement, Duration patience) {
                return Optional.empty();
            }
        };
    }

    final InMemoryApprovals approvals = new InMemoryApprovals();

    @Provider
    public Approvals approvals() {
        return approvals;
    }

    /** What the house rules say; they conclude everything until a test says otherwise. */
    volatile HouseRules house = terms -> new HouseRuling(HouseRuling.Outcome.CONCLUDE, "", "", List.of());

    @Provider
    public HouseRules houseRules() {
        return terms -> house.rule(terms);
    }

    /** What this company can keep: all, until a test says otherwise. */
    volatile Capabilities capabilities = policy -> List.of();

    @Provider
    public Capabilities capabilities() {
        return policy -> capabilities.lacking(policy);
    }

    @Provider
    public Clock clock() {
        return clock;
    }
}
