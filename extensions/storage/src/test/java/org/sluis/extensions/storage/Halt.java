// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.Membership;
import org.sluis.extensions.identity.onboarding.Memberships;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequests;
import org.sluis.extensions.identity.wallet.HeldCredential;

/** Ends this process at one moment as kill -9 does: no hook runs, and nothing more is sent or stored. */
record Halt(String moment) {

    static final Halt NEVER = new Halt("");

    private void at(String now) {
        if (now.equals(moment)) {
            System.out.println("halted " + now);
            System.out.flush();
            Runtime.getRuntime().halt(137);
        }
    }

    /** {@code before STEP} and {@code after STEP} it is stored. */
    Memberships memberships(Memberships stored) {
        return new Memberships() {
            @Override
            public Optional<Membership> find(Did authority) {
                return stored.find(authority);
            }

            @Override
            public List<Membership> all() {
                return stored.all();
            }

            @Override
            public void save(Membership joined) {
                at("before " + joined.step());
                stored.save(joined);
                at("after " + joined.step());
            }

            @Override
            public List<Membership> claimDue(Instant now, Instant until) {
                return stored.claimDue(now, shorter(now, until));
            }
        };
    }

    /** The lease of a dead process is over sooner than a test wants to wait. */
    private static Instant shorter(Instant now, Instant until) {
        var soon = now.plusSeconds(2);
        return soon.isBefore(until) ? soon : until;
    }

    /** {@code before} and {@code after} the storing of a request, of its acceptance and of a delivery. */
    CredentialRequests requests(CredentialRequests stored) {
        return new CredentialRequests() {
            @Override
            public CredentialRequest open(CredentialRequest request) {
                at("before the request");
                var open = stored.open(request);
                at("after the request");
                return open;
            }

            @Override
            public Optional<CredentialRequest> find(String holderPid) {
                return stored.find(holderPid);
            }

            @Override
            public Optional<CredentialRequest> newest(Did issuer) {
                return stored.newest(issuer);
            }

            @Override
            public List<CredentialRequest> claimDue(Instant now, Instant until) {
                return stored.claimDue(now, shorter(now, until));
            }

            @Override
            public void accepted(String holderPid, Optional<String> issuerPid, URI statusAddress, Instant nextAttempt) {
                at("before the acceptance");
                stored.accepted(holderPid, issuerPid, statusAddress, nextAttempt);
                at("after the acceptance");
            }

            @Override
            public void postponed(String holderPid, String reason, Instant nextAttempt) {
                stored.postponed(holderPid, reason, nextAttempt);
            }

            @Override
            public boolean end(String holderPid, CredentialRequest.State state, String reason, Instant now) {
                return stored.end(holderPid, state, reason, now);
            }

            @Override
            public boolean fulfil(String holderPid, String issuerPid, List<HeldCredential> credentials, Instant now) {
                if (moment.endsWith("the acceptance")) {
                    throw new IllegalStateException("the delivery must not come first");
                }
                at("before the delivery");
                var done = stored.fulfil(holderPid, issuerPid, credentials, now);
                at("after the delivery");
                return done;
            }
        };
    }
}
