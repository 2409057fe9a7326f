// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import org.sluis.extensions.identity.did.Did;

/**
 * A self-issued token that its issuer signed, for us, now, and that was not used before. Only {@link TokenVerifier} makes one.
 *
 * @param issuer who signed it; equal to its subject
 */
public record VerifiedToken(Did issuer, JWTClaimsSet claims) {}
