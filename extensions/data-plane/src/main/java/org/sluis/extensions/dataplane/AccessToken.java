// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;

/** What a token says whose signature, issuer, audience and life were verified. */
public record AccessToken(
        String id, String consumer, String agreement, String transfer, String dataset, Instant expiresAt) {

    /** Whether the token was issued for exactly this flow. */
    boolean fits(DataFlow flow) {
        return transfer.equals(flow.transfer())
                && agreement.equals(flow.agreement())
                && consumer.equals(flow.consumer())
                && dataset.equals(flow.dataset());
    }
}
