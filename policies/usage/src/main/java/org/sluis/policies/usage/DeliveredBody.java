// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.UUID;

/**
 * What left this company in one use.
 *
 * @param transfer our transfer process
 * @param bytes that were handed to the connection
 * @param sha256 of these, lower-case hex
 * @param whole whether the body was written to its end
 * @param at when it ended
 */
public record DeliveredBody(
        UUID use,
        String agreement,
        String consumer,
        String transfer,
        String dataset,
        long bytes,
        String sha256,
        boolean whole,
        Instant at) {}
