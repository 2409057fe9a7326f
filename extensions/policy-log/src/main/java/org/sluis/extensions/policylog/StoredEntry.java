// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.Optional;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.SaltedPayload;

/**
 * An entry as it is kept.
 *
 * @param payload empty when its key was destroyed
 */
public record StoredEntry(LogEntry entry, Optional<SaltedPayload> payload) {}
