// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;

/**
 * Makes the coordinator a member of its own data space, once: connectors of members let nobody in who is none, and what is offered to
 * members is for it too. Its credential comes from the issuer as anybody's does, and is renewed as anybody's is.
 */
final class OwnMembership {

    private static final System.Logger LOG = System.getLogger(OwnMembership.class.getName());
    private static final String REGISTER_NUMBER = "AUTHORITY";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_NAME = 40;

    private final AuthoritySettings authority;
    private final Members members;
    private final Wallet wallet;
    private final Clock clock;

    OwnMembership(AuthoritySettings authority, Members members, Wallet wallet, Clock clock) {
        this.authority = authority;
        this.members = members;
        this.wallet = wallet;
        this.clock = clock;
    }

    /** Whether the coordinator can show a membership; otherwise takes the next step. One that a person shut out stays out. */
    boolean holds() {
        if (isHeld()) {
            return true;
        }
        var self = members.find(authority.id());
        if (self.isEmpty()) {
            enrol(shortName());
        } else if (self.get().standing() == Standing.APPROVED && !isAsked()) {
            wallet.renewal().ask(authority.id(), Set.of(Attestation.MEMBERSHIP));
        }
        return false;
    }

    /** Why no member would answer us, in plain words; empty if they would. */
    Optional<String> problem() {
        return isHeld()
                ? Optional.empty()
                : Optional.of(
                        "this authority has no credential of its own membership yet, without which no member answers it"
                                + wallet.ports()
                                        .requests()
                                        .newest(authority.id())
                                        .flatMap(CredentialRequest::reason)
                                        .map(reason -> ": " + reason)
                                        .orElse(""));
    }

    private boolean isHeld() {
        var now = clock.instant();
        return wallet.ports().held().all().stream()
                .anyMatch(credential -> credential.issuer().equals(authority.id())
                        && credential.types().contains(Attestation.MEMBERSHIP)
                        && credential.isCurrent(now));
    }

    private boolean isAsked() {
        return wallet.ports()
                .requests()
                .newest(authority.id())
                .filter(last -> last.state() == State.REQUESTED
                        || clock.instant().isBefore(last.changedAt().plus(PAUSE)))
                .isPresent();
    }

    private void enrol(String name) {
        var obstacle = members.enrol(new Member(
                new Applicant(
                        authority.id(),
                        name,
                        authority.name(),
                        REGISTER_NUMBER,
                        URI.create(authority.address() + "/dsp"),
                        authority.rulebook().version()),
                Standing.APPROVED,
                clock.instant(),
                Optional.empty(),
                Entitlements.NONE,
                Optional.empty(),
                ""));
        if (obstacle.filter(Members.Obstacle.NAME_TAKEN::equals).isPresent() && !name.equals("authority")) {
            enrol("authority");
        } else {
            obstacle.ifPresent(why ->
                    LOG.log(Level.WARNING, "this authority cannot become a member of its own data space: {0}", why));
        }
    }

    private String shortName() {
        var plain = authority
                .name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        var cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "authority" : cut;
    }
}
