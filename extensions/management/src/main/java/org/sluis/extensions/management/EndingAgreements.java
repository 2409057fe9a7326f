// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Validity;

/** The agreements that end soon and that no later one goes on from. */
final class EndingAgreements {

    private static final int MOST = 10_000;

    private final Agreements agreements;
    private final PartnerNames partners;
    private final Duration within;
    private final Clock clock;

    EndingAgreements(Agreements agreements, PartnerNames partners, Duration within, Clock clock) {
        this.agreements = agreements;
        this.partners = partners;
        this.within = within;
        this.clock = clock;
    }

    private record Ending(Agreement agreement, Instant until) {}

    /** What would be the same agreement again. */
    private record Relation(Side side, String provider, String consumer, String dataset) {
        static Relation of(Agreement agreement) {
            return new Relation(agreement.side(), agreement.provider(), agreement.consumer(), agreement.dataset());
        }
    }

    /** Those that end first come first. */
    ArrayNode json() {
        var list = Answers.JSON.createArrayNode();
        for (var ending : find()) {
            var agreement = ending.agreement();
            var partner = partners.of(agreement.side() == Side.PROVIDER ? agreement.consumer() : agreement.provider());
            var json = list.addObject()
                    .put("agreement", agreement.id())
                    .put("side", agreement.side().name().toLowerCase(Locale.ROOT))
                    .put("partner", partner)
                    .put("dataset", agreement.dataset())
                    .put("until", ending.until().toString());
            if (agreement.side() == Side.CONSUMER) {
                json.put("renew", "sluis agree " + partner + " " + agreement.dataset());
            }
        }
        return list;
    }

    private List<Ending> find() {
        var now = clock.instant();
        var longest = new HashMap<Relation, Optional<Instant>>();
        var active = agreements.list().stream()
                .filter(agreement -> agreement.state() == AgreementState.ACTIVE)
                .limit(MOST)
                .toList();
        for (var agreement : active) {
            longest.merge(Relation.of(agreement), Validity.until(agreement), EndingAgreements::later);
        }
        return active.stream()
                .flatMap(agreement -> Validity.until(agreement)
                        .filter(until -> until.isAfter(now) && until.isBefore(now.plus(within)))
                        .filter(until -> longest.get(Relation.of(agreement)).equals(Optional.of(until)))
                        .map(until -> new Ending(agreement, until))
                        .stream())
                .sorted(Comparator.comparing(Ending::until))
                .toList();
    }

    /** No known end is the latest. */
    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(first -> other.map(second -> first.isAfter(second) ? first : second));
    }
}
