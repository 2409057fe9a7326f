// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known beside the request. An absent fact leaves the constraints that need it undetermined; nothing is inferred.
 *
 * @param agreement state of the agreement; absent denies from release on
 * @param firstUse when the data was first used; {@link FirstUse#unknown()} leaves elapsedTime undetermined
 * @param uses number of earlier uses by window; absent for a window leaves its count undetermined
 * @param credentials verified as current, of the asking party, from an issuer trusted for that type
 * @param duties state by duty action IRI: {@code fulfilled}, {@code active} or {@code violated}
 * @param leaseNotAfter end of the running lease
 * @param hops number of firms that the data has already passed through
 * @param disclosure name of the disclosure that will be applied to the data
 */
public record Facts(
        Optional<AgreementState> agreement,
        Optional<Instant> agreedAt,
        FirstUse firstUse,
        Uses uses,
        List<Credential> credentials,
        Map<String, String> duties,
        Optional<Instant> leaseNotAfter,
        Optional<Long> hops,
        Optional<String> disclosure) {

    public enum AgreementState {
        ACTIVE,
        ENDED,
        REVOKED
    }

    /** Absent and "not used yet" are different facts. */
    public record FirstUse(boolean known, Optional<Instant> at) {
        public static FirstUse unknown() {
            return new FirstUse(false, Optional.empty());
        }

        public static FirstUse never() {
            return new FirstUse(true, Optional.empty());
        }

        public static FirstUse at(Instant instant) {
            return new FirstUse(true, Optional.of(instant));
        }
    }

    /** Earlier uses charged to a rule, in a window or over the agreement's whole life. */
    @FunctionalInterface
    public interface Uses {
        /**
         * Counts earlier uses; empty when unknown.
         *
         * @param rule pointer of the rule, for example {@code permission/0}
         * @param window right operand of {@code sluis:window} character for character; empty for the total
         */
        Optional<Long> count(String rule, Optional<String> window);

        static Uses unknown() {
            return (rule, window) -> Optional.empty();
        }
    }

    /**
     * A verified credential.
     *
     * @param id its own identifier, if it has one
     * @param statusAt when its issuer last said that it is not revoked; empty if it has no status
     */
    public record Credential(
            String type, String issuer, Map<String, String> claims, Optional<String> id, Optional<Instant> statusAt) {

        /** A credential of which no decision's record can say more than type and issuer. */
        public Credential(String type, String issuer, Map<String, String> claims) {
            this(type, issuer, claims, Optional.empty(), Optional.empty());
        }
    }

    public static Facts none() {
        return new Facts(
                Optional.empty(),
                Optional.empty(),
                FirstUse.unknown(),
                Uses.unknown(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
