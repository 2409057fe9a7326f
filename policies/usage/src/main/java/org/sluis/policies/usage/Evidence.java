// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.List;
import org.sluis.policies.decision.Facts;

/**
 * A credential that a decision looked at.
 *
 * @param issuer who vouches
 * @param id the credential's own identifier; "" when it has none
 * @param statusAt RFC 3339 instant at which its issuer last said that it is not revoked; "" when it has no status
 */
public record Evidence(String type, String issuer, String id, String statusAt) {

    /** The credentials among the facts. */
    public static List<Evidence> of(List<Facts.Credential> credentials) {
        return credentials.stream()
                .map(credential -> new Evidence(
                        credential.type(),
                        credential.issuer(),
                        credential.id().orElse(""),
                        credential.statusAt().map(Instant::toString).orElse("")))
                .toList();
    }
}
