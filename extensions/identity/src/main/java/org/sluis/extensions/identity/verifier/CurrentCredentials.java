// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.credentials.StatusLists;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.usage.PartyCredentials;

/** Of what others presented, what holds at this moment; asks nobody. */
public final class CurrentCredentials implements PartyCredentials {

    private final VerifiedPresentations presentations;
    private final StatusLists statusLists;
    private final TrustedIssuers issuers;
    private final Clock clock;

    public CurrentCredentials(
            VerifiedPresentations presentations, StatusLists statusLists, TrustedIssuers issuers, Clock clock) {
        this.presentations = presentations;
        this.statusLists = statusLists;
        this.issuers = issuers;
        this.clock = clock;
    }

    @Override
    public List<Facts.Credential> current(String party) {
        if (!Did.isOne(party)) {
            return List.of();
        }
        return presentations.credentials(new Did(party)).stream()
                .filter(this::holds)
                .flatMap(credential -> trustedTypes(credential).stream()
                        .sorted()
                        .map(type -> new Facts.Credential(
                                type,
                                credential.issuer().value(),
                                credential.claims(),
                                credential.id(),
                                statusLists.checkedAt(credential))))
                .toList();
    }

    @Override
    public void onChange(Runnable listener) {
        statusLists.onChange(listener);
    }

    /** Whether it is within its times and its status is clear. */
    boolean holds(VerifiedCredential credential) {
        var now = clock.instant();
        return credential.validUntil().isAfter(now)
                && !credential.validFrom().isAfter(now.plusSeconds(30))
                && statusLists.isCurrent(credential);
    }

    /** Those of its types for which its issuer is trusted. */
    Set<String> trustedTypes(VerifiedCredential credential) {
        return credential.types().stream()
                .filter(type -> issuers.trusts(credential.issuer(), type))
                .collect(Collectors.toSet());
    }

    /** Whether those of these credentials that hold have every one of the types, each from an issuer trusted for it. */
    boolean cover(List<VerifiedCredential> credentials, Set<String> required) {
        return credentials.stream()
                .filter(this::holds)
                .flatMap(credential -> trustedTypes(credential).stream())
                .collect(Collectors.toSet())
                .containsAll(required);
    }
}
