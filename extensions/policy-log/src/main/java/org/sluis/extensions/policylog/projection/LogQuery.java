// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries to list, newest first. Absent members do not filter.
 *
 * @param outcomes one of these; empty for all entries
 * @param from earliest time at which it happened, inclusive
 * @param until latest, exclusive
 * @param limit 1 to 10,000
 */
public record LogQuery(
        Optional<String> peer,
        Optional<String> agreement,
        Optional<String> dataset,
        Optional<String> actor,
        Set<String> outcomes,
        Optional<Instant> from,
        Optional<Instant> until,
        int limit) {

    private static final int MOST = 10_000;

    public LogQuery {
        outcomes = Set.copyOf(outcomes);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be between 1 and " + MOST + ", is " + limit);
        }
    }

    public static LogQuery any(int limit) {
        return new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    public LogQuery withPeer(Optional<String> did) {
        return new LogQuery(did, agreement, dataset, actor, outcomes, from, until, limit);
    }

    public LogQuery withAgreement(Optional<String> id) {
        return new LogQuery(peer, id, dataset, actor, outcomes, from, until, limit);
    }

    public LogQuery withDataset(Optional<String> id) {
        return new LogQuery(peer, agreement, id, actor, outcomes, from, until, limit);
    }

    public LogQuery withActor(Optional<String> pseudonym) {
        return new LogQuery(peer, agreement, dataset, pseudonym, outcomes, from, until, limit);
    }

    public LogQuery withOutcomes(Set<String> some) {
        return new LogQuery(peer, agreement, dataset, actor, some, from, until, limit);
    }

    public LogQuery between(Optional<Instant> first, Optional<Instant> end) {
        return new LogQuery(peer, agreement, dataset, actor, outcomes, first, end, limit);
    }
}
