// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sluis.extensions.identity.onboarding.AuthorityService.AuthorityException;
import org.sluis.extensions.identity.onboarding.Membership.Step;

/**
 * Brings this firm from an invitation to a membership, step by step. Each step is stored before the next one begins and may be
 * done twice, so that a killed process goes on where it stopped.
 */
public final class Onboarding {

    private static final System.Logger LOG = System.getLogger(Onboarding.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Memberships joined;
    private final OnboardingSteps steps;
    private final Clock clock;
    private final AtomicBoolean asked = new AtomicBoolean();

    public Onboarding(Memberships joined, OnboardingSteps steps, Clock clock) {
        this.joined = joined;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Begins, or goes on with what was begun: what a person says again counts until the application is sent, and a new invitation
     * counts after a refusal.
     */
    public Membership join(Invitation invitation, String legalName, String registerNumber, Optional<String> rulebook) {
        var now = clock.instant();
        var known = joined.find(invitation.authority());
        if (known.isPresent() && isBeyondChange(known.get())) {
            return known.get();
        }
        var begun = Membership.start(invitation, legalName, registerNumber, rulebook.orElse(""), now);
        joined.save(begun);
        asked.set(true);
        return begun;
    }

    private static boolean isBeyondChange(Membership known) {
        return switch (known.step()) {
            case APPLIED, APPROVED, HOLDING, MEMBER -> true;
            case STARTED, REACHABLE, INVITED, REFUSED -> false;
        };
    }

    /** Whether somebody here asked to join since the last call. */
    public boolean takeAsked() {
        return asked.getAndSet(false);
    }

    /** Does what is due; returns whether somebody is still joining. Called again and again, by any number of replicas. */
    public boolean work() {
        var now = clock.instant();
        var due = joined.claimDue(now, now.plus(LEASE));
        due.forEach(this::advance);
        return due.stream().anyMatch(membership -> membership.step() != Step.MEMBER);
    }

    private void advance(Membership begun) {
        var current = begun;
        try {
            while (true) {
                var next = steps.next(current);
                joined.save(next);
                if (next.step() == current.step() || next.step() == Step.REFUSED || next.step() == Step.MEMBER) {
                    tellRefusal(next);
                    return;
                }
                LOG.log(Level.INFO, "joining {0}: {1}", next.authority(), next.step());
                current = next;
            }
        } catch (AuthorityException e) {
            joined.save(failed(current, e));
        }
    }

    private static void tellRefusal(Membership next) {
        if (next.step() == Step.REFUSED) {
            LOG.log(
                    Level.WARNING,
                    "joining {0}: {1}",
                    next.authority(),
                    next.problem().orElse("refused"));
        }
    }

    private Membership failed(Membership current, AuthorityException failure) {
        var now = clock.instant();
        if (current.attempts() == 0) {
            LOG.log(Level.WARNING, "joining {0}: {1}", current.authority(), failure.getMessage());
        }
        return failure.isForGood() && current.step() != Step.MEMBER
                ? current.refused(failure.getMessage(), now)
                : current.stuck(failure.getMessage(), now.plus(pause(current.attempts())), now);
    }

    private static Duration pause(int attempts) {
        var pause = Duration.ofSeconds(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** When something is looked at again that is only waited for. */
    static Instant soon(Instant now) {
        return now.plusSeconds(2);
    }
}
