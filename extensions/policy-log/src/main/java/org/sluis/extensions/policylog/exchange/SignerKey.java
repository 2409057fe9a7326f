// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.note.VerifierKey;

/**
 * A key that signed something we hold.
 *
 * @param document the DID document that published the key when it signed, as its owner sent it; empty if it was too long to keep
 */
public record SignerKey(Did owner, VerifierKey key, String document) {}
