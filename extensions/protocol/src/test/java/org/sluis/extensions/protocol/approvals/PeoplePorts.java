// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.approvals;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.storage.PostgresApprovals;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.testkit.InMemoryUsageLedger;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.UsageLedger;

/** A firm whose house rules and abilities a test changes while it runs; what its people say is in PostgreSQL. */
public final class PeoplePorts implements ServiceExtension {

    static final HouseRules CONCLUDE = terms -> ruling(HouseRuling.Outcome.CONCLUDE, "");
    static final HouseRules ASK = terms -> ruling(HouseRuling.Outcome.ASK, "somebody has to look at it");

    static final Capabilities ABLE = Capabilities.of(Set.of(Mechanism.values()));

    volatile HouseRules house = CONCLUDE;
    volatile Capabilities capabilities = ABLE;
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final Approvals approvals;

    PeoplePorts(DataSource database) {
        this.approvals = new PostgresApprovals(database, new Pseudonyms(new byte[32]));
    }

    private static HouseRuling ruling(HouseRuling.Outcome outcome, String reason) {
        return new HouseRuling(outcome, "", reason, List.of());
    }

    @Provider
    public Approvals approvals() {
        return approvals;
    }

    @Provider
    public HouseRules houseRules() {
        return terms -> house.rule(terms);
    }

    @Provider
    public Capabilities capabilities() {
        return policy -> capabilities.lacking(policy);
    }

    @Provider
    public Decisions decisions() {
        return decisions;
    }

    @Provider
    public UsageLedger ledger() {
        return new InMemoryUsageLedger(new InMemoryAgreements(), decisions, Clock.systemUTC());
    }

    @Provider
    public Partners partners() {
        return new Partners(
                List.of(new Partner("other", "other", "http://127.0.0.1:1/dsp", List.of(), Optional.empty())));
    }
}
