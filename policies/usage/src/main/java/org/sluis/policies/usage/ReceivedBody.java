// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.UUID;

/**
 * A body that reached this company whole.
 *
 * @param use the provider's name of the use
 * @param transfer our transfer process
 * @param sha256 lower-case hex
 */
public record ReceivedBody(Agreement agreement, UUID use, String transfer, long bytes, String sha256, Instant at) {}
