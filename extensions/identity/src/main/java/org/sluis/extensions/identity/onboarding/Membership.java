// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/**
 * An authority that this firm joins or has joined, and how far that is.
 *
 * @param invitationCode what the authority gave us; used once
 * @param rulebook version of the rulebook that was accepted
 * @param types credential types that it issues to us, known from {@link Step#APPLIED} on; it is trusted for these
 * @param problem what kept the last attempt from going on, for people
 * @param nextAttempt when the step is tried again
 */
public record Membership(
        Did authority,
        String invitationCode,
        String legalName,
        String registerNumber,
        String rulebook,
        Step step,
        Optional<String> authorityName,
        Set<String> types,
        Optional<String> problem,
        int attempts,
        Instant nextAttempt,
        Instant startedAt,
        Instant changedAt) {

    public Membership {
        types = Set.copyOf(types);
    }

    /** What was reached last. */
    public enum Step {
        STARTED,
        /** Our DID document is served to the outside as we serve it. */
        REACHABLE,
        /** The authority and its invitation are what they should be. */
        INVITED,
        APPLIED,
        APPROVED,
        /** The credentials are here and verified. */
        HOLDING,
        MEMBER,
        /** For good, with this invitation. */
        REFUSED
    }

    /** A beginning. */
    public static Membership start(
            Invitation invitation, String legalName, String registerNumber, String rulebook, Instant now) {
        return new Membership(
                invitation.authority(),
                invitation.code(),
                legalName,
                registerNumber,
                rulebook,
                Step.STARTED,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                0,
                now,
                now,
                now);
    }

    /** One step further. */
    public Membership at(Step reached, Instant now) {
        return new Membership(
                authority,
                invitationCode,
                legalName,
                registerNumber,
                rulebook,
                reached,
                authorityName,
                types,
                Optional.empty(),
                0,
                now,
                startedAt,
                now);
    }

    /** Refused for good. */
    public Membership refused(String why, Instant now) {
        return at(Step.REFUSED, now).stuck(why, now, now);
    }

    /** No step further for now. */
    public Membership stuck(String why, Instant next, Instant now) {
        return new Membership(
                authority,
                invitationCode,
                legalName,
                registerNumber,
                rulebook,
                step,
                authorityName,
                types,
                Optional.of(why),
                attempts + 1,
                next,
                startedAt,
                now);
    }

    /** The same at a later time. */
    public Membership again(Instant next) {
        return new Membership(
                authority,
                invitationCode,
                legalName,
                registerNumber,
                rulebook,
                step,
                authorityName,
                types,
                problem,
                attempts,
                next,
                startedAt,
                changedAt);
    }

    /** With what the authority says of itself. */
    public Membership known(String name, Set<String> issued) {
        return new Membership(
                authority,
                invitationCode,
                legalName,
                registerNumber,
                rulebook,
                step,
                Optional.of(name),
                issued,
                problem,
                attempts,
                nextAttempt,
                startedAt,
                changedAt);
    }
}
