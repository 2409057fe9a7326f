// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened: a state was reached, an agreement ended, a person changed something.
 *
 * @param at when it happened, which may be long before it is recorded
 * @param type as in the policy log, for instance {@code transfer.state}
 * @param peer DID of the other party
 * @param agreement id that both parties use
 * @param members JSON object with what else is to be said; no personal data, no secrets
 */
public record PolicyEvent(
        UUID id, Instant at, String type, Optional<String> peer, Optional<String> agreement, String members) {}
