// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/** Says in our log what was sealed, received and refused. */
public record EvidenceLog(PolicyEvents events, Clock clock) {

    /** Logs an event of an agreement, once for each id. */
    public void append(UUID id, Instant at, String type, Agreement agreement, Map<String, ?> members)
            throws RecordUnavailableException {
        var peer = isProvider(agreement) ? agreement.consumer() : agreement.provider();
        events.append(
                new PolicyEvent(id, at, type, Optional.of(peer), Optional.of(agreement.id()), Rfc8785.write(members)));
    }

    /**
     * Logs that something a peer sent was refused; the same for the same cause is logged once.
     *
     * @param subject what it was about
     * @param agreement that the peer is a party of
     */
    public void refused(String peer, Optional<String> agreement, String subject, String code, String observed)
            throws RecordUnavailableException {
        var reason = Map.of("code", code, "observed", observed);
        var members = Map.of("decision", "deny", "reasons", List.of(reason), "subject", subject);
        events.append(new PolicyEvent(
                EventIds.of("refused", peer, agreement.orElse(""), subject, code, observed),
                clock.instant(),
                "request.refused",
                Optional.of(peer),
                agreement,
                Rfc8785.write(members)));
    }

    /** The member {@code role} of an entry. */
    public static String role(Agreement agreement) {
        return isProvider(agreement) ? "provider" : "consumer";
    }

    private static boolean isProvider(Agreement agreement) {
        return agreement.side() == Agreement.Side.PROVIDER;
    }
}
