// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import java.time.Instant;
import java.util.UUID;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.identity.did.Did;

/**
 * A credential that was issued or is about to be. Signed only when it is delivered, so that none lies about.
 *
 * @param id of the credential, as a UUID
 * @param list number of its status list
 * @param index its bit there; says nothing about who else has which
 * @param withdrawn whether its bit is set; for good
 */
public record Issuance(
        UUID id,
        UUID request,
        Did holder,
        Attestation attestation,
        int list,
        int index,
        Instant issuedAt,
        Instant expiresAt,
        boolean withdrawn) {}
