// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/** Firms that applied, and members. */
public interface Members {

    /** Receives an application and uses its invitation up, in one durable step; one code serves one firm. */
    Outcome apply(Applicant applicant, String codeSha256, Instant now);

    /**
     * Takes a firm in that cannot apply by itself; the coordinator answers for its identifier.
     *
     * @return empty if it was taken in
     */
    Optional<Obstacle> enrol(Member member);

    /**
     * Takes a step if {@link Standing#mayBecome} allows it. In the same step every credential that the member's new
     * {@link Member#attestations} no longer contain is withdrawn.
     *
     * @return empty if there is no such member or the step is not possible
     */
    Optional<Member> decide(Did member, Member.Decision decision, Instant now);

    Optional<Member> find(Did id);

    /** By short name, the one that is not over first; else by identifier. */
    Optional<Member> named(String nameOrId);

    /** The oldest application first. */
    List<Member> list();

    /** What came of an application. */
    sealed interface Outcome {}

    record Received(Member member) implements Outcome {}

    /** The same firm said the same before; nothing changed. */
    record Repeated(Member member) implements Outcome {}

    record Refused(Obstacle obstacle) implements Outcome {}

    /** Why an application cannot be received. */
    enum Obstacle {
        CODE_UNKNOWN,
        CODE_EXPIRED,
        CODE_USED,
        CODE_WITHDRAWN,
        NAME_TAKEN,
        REGISTER_NUMBER_TAKEN,
        /** This firm is a member or waits already, and said something else then. */
        KNOWN_ALREADY
    }
}
