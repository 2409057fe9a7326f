// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import org.sluis.policies.decision.Facts.AgreementState;

/**
 * The other party's word that it ended an agreement.
 *
 * @param state as it recorded it: revoked by a provider, ended by a consumer
 * @param reason in its words
 * @param at when it ended the agreement, by its clock; both logs say so
 * @param notice the compact JWS with its signature
 */
public record PeerEnd(AgreementState state, String reason, Instant at, String notice) {}
