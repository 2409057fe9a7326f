// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.Optional;

/** Port: the policies that decisions name by their hash. What fails throws an unchecked exception and changes nothing. */
public interface DecidedPolicies {

    /**
     * Returns once the policy is durable; does nothing when it is kept already.
     *
     * @param sha256 of the canonical bytes, in lower-case hexadecimal
     */
    void keep(String sha256, byte[] canonical);

    /** The bytes with that SHA-256. */
    Optional<byte[]> find(String sha256);
}
