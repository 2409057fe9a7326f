// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * What is asked, by whom, and when.
 *
 * @param action full IRI, for example {@code http://www.w3.org/ns/odrl/2/use}
 * @param target the dataset's identifier
 * @param party the verified identifier of the asking participant
 * @param purpose IRI of the stated purpose
 * @param application RFC 7638 thumbprint of the asking application's key
 * @param country ISO 3166-1 alpha-2
 * @param at {@link #UNKNOWN_TIME} leaves everything undetermined that needs it
 */
public record Request(
        Moment moment,
        String action,
        Optional<String> target,
        Optional<String> party,
        Optional<String> purpose,
        Optional<String> application,
        Optional<String> country,
        Instant at) {

    /** Stands for a time that is not known; only the machine interface can leave it out. */
    public static final Instant UNKNOWN_TIME = Instant.MIN;

    boolean hasTime() {
        return !at.equals(UNKNOWN_TIME);
    }

    /** The time as the record shows it; "" when unknown. */
    String shownTime() {
        return hasTime() ? at.toString() : "";
    }
}
