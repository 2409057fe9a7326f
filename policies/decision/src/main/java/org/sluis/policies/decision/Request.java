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
 */
public record Request(
        Moment moment,
        String action,
        Optional<String> target,
        Optional<String> party,
        Optional<String> purpose,
        Optional<String> application,
        Optional<String> country,
        Instant at) {}
